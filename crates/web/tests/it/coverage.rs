//! Every route has somebody who is refused and something that the ledger learns, and both are so on the running site.

use std::collections::BTreeSet;

use app::ledger::{RowDamage::Inserted, Verdict, WrongRow};
use axum::http::{Method, StatusCode};
use domain::actor::Actor;
use ledger::{Entry, Outcome};
use web::{Access, Ledger, RouteSpec};

use crate::cover::{Cover, Scene};
use crate::site::{Answer, Browser, Site};

/// The covers of all pages. A new page's test file adds its own here.
fn covers() -> Vec<Cover> {
    let all = [
        crate::account::covers(),
        crate::breakglass::covers(),
        crate::clock::covers(),
        crate::consent::covers(),
        crate::document::covers(),
        crate::export::covers(),
        crate::figures::covers(),
        crate::home::covers(),
        crate::import::covers(),
        crate::ledger::covers(),
        crate::matching::covers(),
        crate::member::covers(),
        crate::near::covers(),
        crate::proof::covers(),
        crate::record::covers(),
        crate::referral::covers(),
        crate::search::covers(),
        crate::service::covers(),
        crate::service_map::covers(),
        crate::service_referral::covers(),
        crate::signin::covers(),
        crate::who_looked::covers(),
    ];
    all.into_iter().flatten().collect()
}

/// The routes of the product; the style guide is not part of it.
fn specs() -> Vec<RouteSpec> {
    web::routes().specs().filter(|spec| !spec.name.starts_with("styleguide.")).cloned().collect()
}

#[test]
fn no_route_is_without_a_proof() {
    let covers = covers();
    let covered: BTreeSet<_> = covers.iter().map(|cover| cover.route).collect();
    assert_eq!(covered.len(), covers.len(), "a route is covered twice");
    let mut faults = Vec::new();
    for spec in specs() {
        let cover = covers.iter().find(|cover| cover.route == spec.name);
        match (cover, spec.access, spec.ledger) {
            (None, Access::Public, Ledger::Nothing(_)) => {}
            (None, _, _) => faults.push(format!("{}: no cover", spec.name)),
            (Some(cover), _, Ledger::Entry) if cover.action.is_empty() => {
                faults.push(format!("{}: no ledger entry is expected", spec.name));
            }
            (Some(cover), _, _) if cover.refused.is_empty() && cover.everyone.is_empty() => {
                faults.push(format!("{}: nobody is refused, and no reason is given", spec.name));
            }
            (Some(_), _, _) => {}
        }
    }
    let known: BTreeSet<_> = specs().iter().map(|spec| spec.name).collect();
    faults.extend(covered.difference(&known).map(|name| format!("{name}: there is no such route")));
    assert!(faults.is_empty(), "see docs/pages.md, section 4:\n{}", faults.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn every_route_refuses_whom_it_must_and_records_what_it_does() {
    let specs = specs();
    let mut untold = Vec::new();
    for cover in covers() {
        let spec = specs.iter().find(|spec| spec.name == cover.route).unwrap();
        let site = Site::open().await;
        strangers(&site, spec, &cover).await;
        for member in cover.refused {
            refused(&site, spec, &cover, member).await;
        }
        permitted(&site, spec, &cover).await;
        let verdict = app::ledger::verify(&site.world.app, &Actor::System, None, |_, _| {}).await.unwrap();
        // Scenes of clocks lay one of their own, past the program.
        let laid = |row: &WrongRow| {
            spec.name.starts_with("clock.") && (row.table, row.damage) == ("clock", Inserted)
        };
        let as_told = match &verdict {
            Verdict::Whole { .. } => true,
            Verdict::WrongRow(row) => laid(row),
            Verdict::Broken { .. } => false,
        };
        if !as_told {
            untold.push(format!("{}: {verdict:?}", spec.name));
        }
    }
    assert!(untold.is_empty(), "rows changed without the ledger: {untold:#?}");
}

async fn call(browser: &Browser<'_>, spec: &RouteSpec, path: &str, scene: &Scene<'_>) -> Answer {
    let path = format!("/en{path}");
    if spec.method == Method::GET {
        return browser.get(&path).await;
    }
    let fields: Vec<(&str, &str)> =
        scene.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    match scene.file {
        Some((name, content)) => browser.upload_sealed(&path, &fields, name, content).await,
        None => browser.post_sealed(&path, &fields).await,
    }
}

/// Entries that were added since.
async fn since(site: &Site, last: u64) -> Vec<Entry> {
    site.world.ledger(50).await.into_iter().filter(|entry| entry.seq > last).collect()
}

async fn newest(site: &Site) -> u64 {
    site.world.ledger(1).await.first().map_or(0, |entry| entry.seq)
}

/// Nobody is signed in: pages lead to the sign-in, acts are refused, and nothing is recorded as done.
async fn strangers(site: &Site, spec: &RouteSpec, cover: &Cover) {
    if spec.access == Access::Public {
        return;
    }
    let scene = (cover.scene)(site).await;
    let last = newest(site).await;
    let answer = call(&site.visitor(), spec, &scene.path, &scene).await;
    if spec.method == Method::GET {
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} without a session", spec.name);
        assert!(answer.header("location").starts_with("/en/sign-in"), "{}", spec.name);
    } else {
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{} without a session", spec.name);
    }
    assert!(since(site, last).await.is_empty(), "{} did something without a session", spec.name);
}

/// A member who may not gets what they would get if it did not exist.
async fn refused(site: &Site, spec: &RouteSpec, cover: &Cover, member: &str) {
    let scene = (cover.scene)(site).await;
    let browser = site.sign_in(member).await;
    let last = newest(site).await;
    let answer = call(&browser, spec, &scene.path, &scene).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND, "{} by {member}\n{}", spec.name, answer.body);
    let entries = since(site, last).await;
    let recorded = entries.iter().any(|entry| entry.outcome == Outcome::Refused);
    assert!(recorded, "the refusal of {} to {member} is not recorded", spec.name);
    let done = entries.iter().any(|entry| entry.outcome == Outcome::Done && entry.action == cover.action);
    assert!(!done, "{} was done although {member} was refused", spec.name);
    let absent = match &scene.absent {
        Some(path) => call(&browser, spec, path, &scene).await,
        None => browser.get("/en/there-is-no-such-page").await,
    };
    assert_eq!(absent.status, StatusCode::NOT_FOUND, "{}", spec.name);
    assert_eq!(answer.body, absent.body, "{} tells {member} that it exists", spec.name);
}

/// A member who may gets it, and the ledger learns of it.
async fn permitted(site: &Site, spec: &RouteSpec, cover: &Cover) {
    let mut scene = (cover.scene)(site).await;
    let browser = match (scene.browser.take(), cover.by) {
        (Some(browser), _) => browser,
        (None, Some(member)) => site.sign_in(member).await,
        (None, None) => site.visitor(),
    };
    let last = newest(site).await;
    let answer = call(&browser, spec, &scene.path, &scene).await;
    let fine = matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER);
    assert!(fine, "{}: {}\n{}", spec.name, answer.status, answer.body);
    if answer.status == StatusCode::SEE_OTHER && spec.access != Access::Public {
        assert!(!answer.header("location").contains("/sign-in"), "{}", spec.name);
    }
    if !cover.action.is_empty() {
        let entries = since(site, last).await;
        let recorded =
            entries.iter().any(|entry| entry.outcome == Outcome::Done && entry.action == cover.action);
        assert!(recorded, "{} left no entry of {}: {entries:?}", spec.name, cover.action);
    }
}
