//! The rail: what it offers to whom.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use app::App;
use app::home::Waiting;
use axum::http::Method;
use domain::actor::{Actor, MemberActor};
use domain::member::Role;

use crate::i18n::{L10n, msg};
use crate::session::NavEntry;

/// The pages that exist.
static PAGES: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    crate::routes().specs().filter(|spec| spec.method == Method::GET).map(|spec| spec.path).collect()
});

/// Whether a member works on cases; the others keep the office, the figures or the ledger.
pub(crate) fn casework(member: &MemberActor) -> bool {
    let office = [Role::Administrator, Role::Auditor, Role::Statistician];
    member.roles.iter().any(|role| !office.contains(role))
}

/// What the rail offers a member, in order. It leaves out what their role has no work in; the policy decides, page by
/// page, what they may see.
pub(crate) fn entries(app: &App, member: &MemberActor) -> Vec<NavEntry> {
    let casework = casework(member);
    let actor = Actor::Member(member.clone());
    let (matches, searches) = (app::matching::may_list(app, &actor), app::search::offered(app, &actor));
    let imports = member.has(Role::Supervisor) || member.has(Role::DataSteward);
    let entry = |path, label, icon, on_phone| NavEntry { path, label, icon, waiting: 0, on_phone };
    let all = [
        (true, entry("/now", msg("nav-now"), "now", true)),
        (casework, entry("/case", msg("nav-cases"), "cases", true)),
        (casework, entry("/referrals", msg("nav-referrals"), "inbox", true)),
        (casework, entry("/service-referrals", msg("nav-service-referrals"), "hand", false)),
        (matches, entry("/matches", msg("nav-matches"), "match", true)),
        (searches, entry("/search", msg("nav-search"), "search", false)),
        (imports, entry("/imports", msg("nav-imports"), "doc", false)),
        (true, entry("/directory", msg("nav-directory"), "book", false)),
        (
            member.has(Role::Supervisor) || member.has(Role::Statistician),
            entry("/figures", msg("nav-dashboard"), "chart", !casework),
        ),
        (member.has(Role::Auditor), entry("/ledger", msg("nav-ledger"), "doc", true)),
        (member.has(Role::Administrator), entry("/members", msg("nav-members"), "people", true)),
        (true, entry("/account", msg("nav-account"), "key", false)),
    ];
    all.into_iter()
        .filter(|(fits, entry)| *fits && PAGES.contains(entry.path))
        .map(|(_, entry)| entry)
        .collect()
}

/// Where cases are.
pub(crate) const CASES: &str = "/case";

/// Whether there is such a page.
pub(crate) fn exists(path: &str) -> bool {
    PAGES.contains(path)
}

/// A count of waiting work as the rail says it: nothing for none, and no more than 99.
pub(crate) fn count(t: L10n, waiting: u32) -> String {
    match waiting {
        0 => String::new(),
        1..100 => t.number(waiting),
        _ => t.get("nav-many"),
    }
}

/// The entries with what waits for the member on each.
pub(crate) fn counted(mut entries: Vec<NavEntry>, waiting: Waiting) -> Vec<NavEntry> {
    for entry in &mut entries {
        entry.waiting = match entry.path {
            "/now" => waiting.clocks.saturating_add(waiting.notices).saturating_add(waiting.tasks),
            "/referrals" => waiting.referrals,
            "/matches" => waiting.matches,
            "/service-referrals" => waiting.services,
            "/break-glass" => waiting.reviews,
            _ => 0,
        };
    }
    entries
}

/// The page of one thing below the list of its kind, if there is such a page: `below("/matches", id)`.
pub(crate) fn below(list: &str, id: impl std::fmt::Display) -> Option<String> {
    PAGES.contains(format!("{list}/{{id}}").as_str()).then(|| format!("{list}/{id}"))
}

/// Where a member begins.
pub(crate) fn first_page() -> &'static str {
    if PAGES.contains("/now") { "/now" } else { "/account" }
}

/// A place below the language to go back to, out of an address that anybody may have written: only pages of this site.
/// The language is put before it, so that it cannot lead elsewhere; what tries to is not followed at all.
pub(crate) fn place(asked: &str) -> Option<&str> {
    let harmless = asked.starts_with('/')
        && !asked.contains("//")
        && !asked.contains(['\\', '#', '@', ':'])
        && asked.bytes().all(|byte| (0x21..0x7f).contains(&byte))
        && asked.len() <= 500;
    // Coded, a slash or backslash is none to this site, but may be one to what stands before it.
    let coded = asked.to_ascii_lowercase();
    let harmless = harmless && !coded.contains("%2f") && !coded.contains("%5c");
    let elsewhere = ["/sign-in", "/sign-out", "/unlock", "/lock", "/set-up"];
    (harmless && !elsewhere.iter().any(|path| asked.starts_with(path))).then_some(asked)
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn only_pages_of_this_site_are_places_to_go_back_to() {
        assert_eq!(place("/cases/12?tab=plan"), Some("/cases/12?tab=plan"));
        for elsewhere in [
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:alert(1)",
            "/cases//evil",
            "/@evil.example",
            "/a\r\nset-cookie",
            "cases",
            "",
            "/sign-out",
            "/é",
            "/%2F%2fevil.example",
            "/%5Cevil.example",
        ] {
            assert_eq!(place(elsewhere), None, "{elsewhere}");
        }
    }
}
