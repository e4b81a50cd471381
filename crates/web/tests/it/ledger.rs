//! The ledger as auditors read and verify it.

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::site::{Browser, Site};

pub fn covers() -> Vec<Cover> {
    const FORM: &str = "a form that says nothing; sending it is refused to those who may not";
    let refused = &["worker", "police_supervisor", "administrator", "statistician"];
    vec![
        Cover::member("ledger.list", "auditor", refused, "ReadLedger", |_| Scene::at("/ledger").ready()),
        Cover::member("ledger.checkpoint", "auditor", refused, "VerifyLedger", |_| {
            Scene::at("/ledger/checkpoint.txt").ready()
        }),
        Cover::member("ledger.proof", "auditor", refused, "VerifyLedger", |_| {
            Scene::at("/ledger/entries/5/proof.json").ready()
        }),
        Cover::everyone("ledger.verify", "auditor", FORM, "", |_| Scene::at("/ledger/verify").ready()),
        Cover::member("ledger.verify.start", "auditor", refused, "VerifyLedger", |_| {
            Scene::at("/ledger/verify").field("checkpoint", "").ready()
        }),
        Cover::everyone("ledger.verify.found", "auditor", "each member's own verification", "", |site| {
            Box::pin(async move {
                let browser = site.sign_in("auditor").await;
                let sent = browser.post_sealed("/en/ledger/verify", &[]).await;
                let place = sent.header("location").strip_prefix("/en").unwrap().to_owned();
                Scene::at(place).browser(browser)
            })
        }),
    ]
}

/// Verifies and gives the page of what was found.
async fn verified(browser: &Browser<'_>, checkpoint: &str) -> String {
    let sent = browser.post_sealed("/en/ledger/verify", &[("checkpoint", checkpoint)]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let place = sent.header("location").to_owned();
    for _ in 0..100 {
        let found = browser.get(&place).await;
        assert_eq!(found.status, StatusCode::OK);
        if !found.body.contains("checked so far") {
            return found.body;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the verification does not end")
}

/// The lines that the page tells to keep, as a browser would send them back.
fn checkpoint_of(page: &str) -> String {
    let at = page.find("causeway.ledger/").unwrap();
    page[at..].split('<').next().unwrap().replace('\n', "\r\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_auditor_reads_the_newest_entries_and_those_of_one_member() {
    let site = Site::open().await;
    let worker = site.world.member("worker").member;
    app::agency::list(&site.world.app, &site.world.actor("worker")).await.unwrap();
    let browser = site.sign_in("auditor").await;
    let all = browser.get("/en/ledger").await;
    assert_eq!(all.status, StatusCode::OK);
    assert!(all.body.contains("Ama Placeholder") && all.body.contains("Read the directory"));
    assert!(all.body.contains(&format!("/en/ledger?actor={}", worker.to_string().replace('-', "%2D"))));
    let of_worker = browser.get(&format!("/fr/ledger?actor={worker}")).await;
    assert!(
        of_worker.body.contains("Répertoire consulté")
            && !of_worker.body.contains("Compte d’un membre modifié</a>")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_filter_that_makes_no_sense_is_asked_for_again_and_finds_nothing() {
    let site = Site::open().await;
    let browser = site.sign_in("auditor").await;
    for query in [
        "actor=Wren",
        "case=12",
        "action=Everything",
        "kind=person",
        "outcome=maybe",
        "from=31-02-2026",
        "to=2026-02-31",
    ] {
        let page = browser.get(&format!("/en/ledger?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert!(
            page.body.contains("not in the ledger’s form") && page.body.contains("No entry fits."),
            "{query}"
        );
    }
    let page = browser.get("/en/ledger?actor=%3Cscript%3E").await;
    assert!(!page.body.contains("<script>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_ledger_is_verified_and_its_checkpoint_holds_later() {
    let site = Site::open().await;
    let browser = site.sign_in("auditor").await;
    let whole = verified(&browser, "").await;
    assert!(whole.contains("The ledger is whole"), "{whole}");
    let checkpoint = checkpoint_of(&whole);
    assert!(verified(&browser, &checkpoint).await.contains("The ledger is whole"));

    site.world.raw().await.execute("update ledger set actor = 'visitor' where seq = 5").await;
    let broken = verified(&browser, &checkpoint).await;
    assert!(broken.contains("The ledger does not hold from entry 5 on"), "{broken}");
    assert!(broken.contains("The columns by which entry 5 is found"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_checkpoint_of_another_ledger_is_told_as_such() {
    let (here, there) = (Site::open().await, Site::open().await);
    let note =
        app::ledger::checkpoint(&there.world.app, &there.world.actor("auditor")).await.unwrap().to_string();
    let browser = here.sign_in("auditor").await;
    // Both worlds have the same key; a changed number breaks the signature.
    let changed = note.replacen("\n", "\n1", 1);
    let answer = browser.post_sealed("/en/ledger/verify", &[("checkpoint", &changed)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("not signed by this ledger"), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_files_for_auditors_are_checked_without_the_system() {
    let site = Site::open().await;
    let key = app::ledger::key(&site.world.app);
    let browser = site.sign_in("auditor").await;
    let proof = browser.get("/fr/ledger/entries/5/proof.json").await;
    assert!(proof.header("content-disposition").starts_with("attachment"));
    let proof: ledger::EntryProof = serde_json::from_str(&proof.body).unwrap();
    assert_eq!(proof.entry.seq, 5);
    let then = proof.check(&key).unwrap();
    let note: ledger::note::Note = browser.get("/en/ledger/checkpoint.txt").await.body.parse().unwrap();
    assert!(ledger::Checkpoint::open(&note, &key).unwrap().size() > then.size());
    for nothing in ["0", "99999", "-1", "x", "18446744073709551615"] {
        let answer = browser.get(&format!("/en/ledger/entries/{nothing}/proof.json")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_checkpoint_that_is_none_is_told_at_its_field() {
    let site = Site::open().await;
    let browser = site.sign_in("auditor").await;
    let answer = browser.post_sealed("/fr/ledger/verify", &[("checkpoint", "hier")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("Collez toutes les lignes du point de contrôle") && answer.body.contains("hier")
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn only_the_one_who_began_a_verification_sees_what_it_found() {
    let site = Site::open().await;
    let browser = site.sign_in("auditor").await;
    let sent = browser.post_sealed("/en/ledger/verify", &[]).await;
    let place = sent.header("location").to_owned();
    let other = site.sign_in("officer").await;
    let absent = other.get("/en/absent").await;
    assert_eq!(other.get(&place).await.body, absent.body);
    assert_eq!(other.get("/en/ledger/verify/0123").await.body, absent.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_is_no_auditor_finds_no_ledger_and_the_try_is_in_it() {
    let site = Site::open().await;
    for member in ["worker", "police_supervisor", "administrator"] {
        let browser = site.sign_in(member).await;
        let absent = browser.get("/en/absent").await;
        let refused = browser.get("/en/ledger").await;
        assert_eq!((refused.status, &refused.body), (StatusCode::NOT_FOUND, &absent.body), "{member}");
        let verify = browser.post_sealed("/en/ledger/verify", &[]).await;
        assert_eq!((verify.status, &verify.body), (StatusCode::NOT_FOUND, &absent.body), "{member}");
    }
    let mut raw = site.world.raw().await;
    for action in ["ReadLedger", "VerifyLedger"] {
        let tries = format!("select count(*) from ledger where action = '{action}' and outcome = 'refused'");
        assert_eq!(raw.number(&tries).await, 3, "{action}");
    }
    let visitor = site.visitor().get("/en/ledger").await;
    assert_eq!(visitor.status, StatusCode::SEE_OTHER);
}

#[test]
fn every_action_and_every_kind_of_thing_has_a_name_in_both_languages() {
    for (action, _, kind) in policy::action::ALL {
        for lang in [web::Lang::En, web::Lang::Fr] {
            let t = web::L10n::new(lang);
            assert!(t.has(&format!("act-{action}")), "locales/{lang}/ledger.ftl: act-{action}");
            let kind = format!("ledger-kind-{}", kind.replace('_', "-"));
            assert!(t.has(&kind), "locales/{lang}/ledger.ftl: {kind}");
        }
    }
}
