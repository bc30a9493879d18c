//! Redirects, and the verdicts on their ends.

use paperlint::facts::Verdict;

use super::site::{Site, redirect, status};
use super::{NEW, OLD, check, check_all, options};

#[test]
fn permanent_redirects_to_another_page_move_a_link() {
    for code in [301, 308] {
        let site = Site::new();
        let new = site.url_at(NEW, "/new");
        site.answer("/old", redirect(code, &new));
        site.answer("/new", status(200));
        let fact = check(&site.url_at(OLD, "/old"));
        assert_eq!(
            (fact.verdict, fact.evidence.leads_to),
            (Verdict::Moved, Some(new))
        );
        assert_eq!((fact.evidence.status, fact.evidence.requests), (Some(200), 2));
    }
}

#[test]
fn a_chain_of_permanent_redirects_moves_a_link_to_its_end() {
    let site = Site::new();
    site.answer("/1", redirect(301, "/2"));
    site.answer("/2", redirect(308, "3#part"));
    site.answer("/3", status(200));
    let fact = check(&site.url("/1"));
    assert_eq!(
        (fact.verdict, fact.evidence.leads_to),
        (Verdict::Moved, Some(site.url("/3")))
    );
}

#[test]
fn one_temporary_redirect_leaves_the_link_where_it_is() {
    for code in [302, 303, 307] {
        let site = Site::new();
        site.answer("/1", redirect(301, "/2"));
        site.answer("/2", redirect(code, "/3"));
        site.answer("/3", status(200));
        let fact = check(&site.url("/1"));
        assert_eq!(
            (fact.verdict, fact.evidence.leads_to),
            (Verdict::Alive, Some(site.url("/3"))),
            "{code}"
        );
    }
}

#[test]
fn another_spelling_of_the_same_page_is_not_a_move() {
    let site = Site::new();
    let plain = NEW.trim_start_matches("www.");
    site.answer("/p", redirect(301, "/p/"));
    site.answer("/p/", status(200));
    site.answer("/q", redirect(301, &site.url_at(NEW, "/q/")));
    site.answer("/q/", redirect(308, &site.url_at(&plain.to_uppercase(), "/q//")));
    site.answer("/q//", status(200));
    for url in [site.url("/p"), site.url_at(plain, "/q")] {
        let fact = check(&url);
        assert_eq!(fact.verdict, Verdict::Alive, "{url}");
    }
}

#[test]
fn a_page_that_became_the_front_page_is_a_soft_404() {
    let site = Site::new();
    site.answer("/papers/1", redirect(301, "/"));
    site.answer("/", status(200));
    let fact = check(&site.url("/papers/1"));
    assert_eq!(fact.verdict, Verdict::Soft404);
    assert_eq!(fact.evidence.detail, "redirects to the front page");
}

#[test]
fn a_page_that_redirects_like_a_missing_page_is_a_soft_404() {
    for code in [301, 302] {
        let (old, new) = (Site::new(), Site::new());
        old.answer_first(9, "HEAD", "/papers/kept", redirect(code, &new.url("/kept")));
        old.answer_first(9, "HEAD", "/papers/renamed", redirect(code, &new.url("/another")));
        old.answer("/papers/other", redirect(code, &new.url("/trending")));
        old.answer("/papers/lost", redirect(code, &new.url("/trending")));
        old.answer(
            "/papers/paperlint-asks-for-a-page-that-is-not-there",
            redirect(code, &new.url("/trending")),
        );
        for page in ["/trending", "/kept", "/another"] {
            new.answer(page, status(200));
        }
        let pages =
            ["kept", "renamed", "lost", "other"].map(|page| old.url_at(OLD, &format!("/papers/{page}")));
        let facts = check_all(pages.clone(), &options());
        let verdicts = pages.map(|page| facts.get(&page).map(|fact| fact.verdict));
        let there = Some(if code == 301 {
            Verdict::Moved
        } else {
            Verdict::Alive
        });
        let lost = Some(Verdict::Soft404);
        assert_eq!(verdicts, [there, there, lost, lost], "{code}");
        let siblings = old
            .asked()
            .iter()
            .filter(|page| page.contains("not-there"))
            .count();
        assert_eq!(siblings, 1, "one page that is missing is enough for a folder");
    }
}

#[test]
fn a_login_says_nothing_about_the_page() {
    let site = Site::new();
    site.answer("/shared", redirect(302, "/ServiceLogin?continue=/shared"));
    site.answer("/ServiceLogin", status(200));
    let fact = check(&site.url("/shared"));
    assert_eq!(
        (fact.verdict, &*fact.evidence.detail),
        (Verdict::Blocked, "redirects to a login page")
    );
}

#[test]
fn a_redirect_to_a_page_that_is_gone_is_dead() {
    let site = Site::new();
    site.answer("/1", redirect(301, "/2"));
    let fact = check(&site.url("/1"));
    assert_eq!(fact.verdict, Verdict::Dead);
    assert_eq!(site.asked(), ["HEAD /1", "HEAD /2", "GET /2"]);
}

#[test]
fn redirects_that_never_end_are_given_up() {
    let site = Site::new();
    for hop in 0..12 {
        site.answer(&format!("/{hop}"), redirect(302, &format!("/{}", hop + 1)));
    }
    let fact = check(&site.url("/0"));
    assert_eq!((fact.verdict, fact.evidence.requests), (Verdict::Unchecked, 11));
    assert_eq!(fact.evidence.detail, "redirects more than 10 times");
}

#[test]
fn redirects_that_lead_nowhere_leave_the_link_unchecked() {
    let site = Site::new();
    site.answer("/circle", redirect(302, "/back"));
    site.answer("/back", redirect(302, "/circle"));
    site.answer("/nowhere", status(301));
    site.answer("/mail", redirect(301, "mailto:author@example.org"));
    for (page, words) in [
        ("/circle", "redirects in a loop"),
        ("/nowhere", "redirects without a target"),
        ("/mail", "redirects to an invalid or non-HTTP URL"),
    ] {
        let fact = check(&site.url(page));
        assert_eq!(
            (fact.verdict, &*fact.evidence.detail),
            (Verdict::Unchecked, words)
        );
    }
}
