//! The IP addresses that belong to the public internet. A pure table: must not resolve or connect.
//!
//! The special ranges come from the IANA special-purpose address registries (RFC 6890), as far as they are not globally
//! reachable. A few more are of no use to a link: relays that lead elsewhere, multicast, a cloud's own services.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that no link may lead to, with the number of bits that name the network.
const V4: &[(Ipv4Addr, u32)] = &[
    (Ipv4Addr::UNSPECIFIED, 8),            // This network, RFC 791.
    (Ipv4Addr::new(10, 0, 0, 0), 8),       // Private use, RFC 1918.
    (Ipv4Addr::new(100, 64, 0, 0), 10),    // Shared by carriers, RFC 6598; Alibaba's metadata is here.
    (Ipv4Addr::new(127, 0, 0, 0), 8),      // Loopback, RFC 1122.
    (Ipv4Addr::new(168, 63, 129, 16), 32), // Azure's platform services, reachable from inside its machines.
    (Ipv4Addr::new(169, 254, 0, 0), 16),   // Link local, RFC 3927; the metadata of most clouds is here.
    (Ipv4Addr::new(172, 16, 0, 0), 12),    // Private use, RFC 1918.
    (Ipv4Addr::new(192, 0, 0, 0), 24),     // Protocol assignments, RFC 6890; Oracle's metadata is here.
    (Ipv4Addr::new(192, 0, 2, 0), 24),     // Documentation, RFC 5737.
    (Ipv4Addr::new(192, 88, 99, 0), 24),   // 6to4 relays, RFC 7526.
    (Ipv4Addr::new(192, 168, 0, 0), 16),   // Private use, RFC 1918.
    (Ipv4Addr::new(198, 18, 0, 0), 15),    // Benchmarks, RFC 2544.
    (Ipv4Addr::new(198, 51, 100, 0), 24),  // Documentation, RFC 5737.
    (Ipv4Addr::new(203, 0, 113, 0), 24),   // Documentation, RFC 5737.
    (Ipv4Addr::new(224, 0, 0, 0), 4),      // Multicast, RFC 5771.
    (Ipv4Addr::new(240, 0, 0, 0), 4),      // Reserved, RFC 1112, and broadcast, RFC 919.
];

/// The IPv6 network from which global addresses are assigned, RFC 4291: everything else is special.
const GLOBAL_UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// IPv6 networks inside global unicast that no link may lead to.
const V6: &[(Ipv6Addr, u32)] = &[
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23), // Protocol assignments, RFC 2928: Teredo, ORCHID, benchmarks.
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32), // Documentation, RFC 3849.
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16), // 6to4, RFC 7526: leads to any IPv4 address.
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20), // Documentation, RFC 9637.
];

/// The prefix under which IPv6-only networks reach IPv4 hosts, RFC 6052.
const NAT64: (Ipv6Addr, u32) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);

/// True if an address belongs to the public internet.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        // Such a network forwards the request to the IPv4 host, so only the IPv4 address matters.
        IpAddr::V6(address) if holds_v6(NAT64, address) => is_public_v4(embedded_v4(address)),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !V4.iter().any(|&network| holds_v4(network, address))
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    holds_v6(GLOBAL_UNICAST, address) && !V6.iter().any(|&network| holds_v6(network, address))
}

fn holds_v4((network, prefix): (Ipv4Addr, u32), address: Ipv4Addr) -> bool {
    (network.to_bits() ^ address.to_bits()).leading_zeros() >= prefix
}

fn holds_v6((network, prefix): (Ipv6Addr, u32), address: Ipv6Addr) -> bool {
    (network.to_bits() ^ address.to_bits()).leading_zeros() >= prefix
}

/// The IPv4 address in the last 32 bits.
fn embedded_v4(address: Ipv6Addr) -> Ipv4Addr {
    let [.., a, b, c, d] = address.octets();
    Ipv4Addr::new(a, b, c, d)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ends of every special range, and the addresses in it that attackers use, with their source.
    const SPECIAL: &[(&str, &str)] = &[
        ("0.0.0.0 0.255.255.255", "RFC 791"),
        ("10.0.0.0 10.255.255.255", "RFC 1918"),
        ("100.64.0.0 100.100.100.200 100.127.255.255", "RFC 6598"),
        ("127.0.0.0 127.0.0.1 127.255.255.255", "RFC 1122"),
        ("168.63.129.16", "Azure's documentation"),
        ("169.254.0.0 169.254.169.254 169.254.255.255", "RFC 3927"),
        ("172.16.0.0 172.31.255.255", "RFC 1918"),
        ("192.0.0.0 192.0.0.192 192.0.0.255", "RFC 6890"),
        ("192.0.2.0 192.0.2.255", "RFC 5737"),
        ("192.88.99.0 192.88.99.255", "RFC 7526"),
        ("192.168.0.0 192.168.255.255", "RFC 1918"),
        ("198.18.0.0 198.19.255.255", "RFC 2544"),
        ("198.51.100.0 198.51.100.255", "RFC 5737"),
        ("203.0.113.0 203.0.113.255", "RFC 5737"),
        ("224.0.0.0 239.255.255.255", "RFC 5771"),
        ("240.0.0.0 255.255.255.254", "RFC 1112"),
        ("255.255.255.255", "RFC 919"),
        (":: ::1", "RFC 4291, unspecified and loopback"),
        ("::7f00:1 ::8.8.8.8", "RFC 4291, IPv4-compatible"),
        (
            "::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:8.8.8.8",
            "RFC 4291, IPv4-mapped",
        ),
        (
            "64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe",
            "RFC 6052, NAT64 of the above",
        ),
        ("64:ff9b:1:: 64:ff9b:1::8.8.8.8", "RFC 8215, local NAT64"),
        ("100:: 100::ffff:ffff:ffff:ffff", "RFC 6666, discard only"),
        ("2001:: 2001::1 2001:1ff:ffff::", "RFC 2928 and RFC 4380, Teredo"),
        ("2001:2::", "RFC 5180, benchmarks"),
        ("2001:10:: 2001:20::", "RFC 4843 and RFC 7343, ORCHID"),
        ("2001:db8:: 2001:db8:ffff::1", "RFC 3849, documentation"),
        ("2002:7f00:1:: 2002:808:808::", "RFC 3056, 6to4"),
        ("3fff:: 3fff:fff::", "RFC 9637, documentation"),
        ("5f00::", "RFC 9602, SRv6 segments"),
        ("fc00:: fd00:ec2::254 fdff::", "RFC 4193, unique local"),
        ("fe80:: fe80::1 febf::", "RFC 4291, link local"),
        ("fec0:: feff::", "RFC 3879, site local"),
        ("ff00:: ff02::1", "RFC 4291, multicast"),
    ];

    /// Addresses just outside the special ranges, and addresses of well-known hosts.
    const PUBLIC: &str = "
        1.0.0.0 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0
        140.82.121.4 168.63.129.15 168.63.129.17 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0
        192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 198.17.255.255
        198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255
        2001:200:: 2001:db7:: 2001:db9:: 2001:4860:4860::8888 2003:: 2606:4700::1111 2a00:1450::
        3ffe:: 3fff:1000:: 64:ff9b::8.8.8.8
    ";

    fn addresses(text: &str) -> impl Iterator<Item = IpAddr> {
        text.split_whitespace()
            .map(|text| text.parse().expect("the table holds addresses"))
    }

    #[test]
    fn special_ranges_are_not_public() {
        for (range, source) in SPECIAL {
            for address in addresses(range) {
                assert!(!is_public(address), "{address} is special: {source}");
            }
        }
    }

    #[test]
    fn their_neighbours_are_public() {
        for address in addresses(PUBLIC) {
            assert!(is_public(address), "{address}");
        }
    }
}
