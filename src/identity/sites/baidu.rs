//! Baidu's drive. Must not know the passwords of shares.

use crate::identity::{
    address::Address,
    part::is_name,
    site::{Family, Form, Site},
};

/// A share on Baidu's drive.
pub(crate) struct Baidu;

impl Site for Baidu {
    /// The identifier, without the `1` before it in some URLs.
    type Id = String;

    const NAME: &'static str = "Baidu Pan";
    const KEY: &'static str = "baidu";
    const FAMILY: Family = Family::Data;
    const FORMS: &'static [Form<String>] = &[(&["pan.baidu.com", "yun.baidu.com"], read)];

    fn url(id: &String) -> String {
        format!("https://pan.baidu.com/s/1{id}")
    }
}

/// `/s/1ID`, `/share/init?surl=ID`, `/wap/init?surl=ID`.
fn read(address: &Address<'_>) -> Option<String> {
    let parts = address.parts();
    let id = match parts.as_slice() {
        // All short links start with a 1, which long links omit.
        ["s", id] => id.strip_prefix('1')?,
        ["share" | "wap", "init"] => address.parameter("surl")?,
        _ => return None,
    };
    (id.len() >= 4 && is_name(id, "_-")).then(|| id.to_owned())
}
