//! The referral form as anybody meets it, without cookies and without script; and the desk that answers.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use domain::actor::Actor;
use domain::id::ReferralId;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::{Answer, Site, encoded};

/// What a school writes about a girl of this age.
fn school(age: &str) -> Vec<(&str, &str)> {
    vec![
        ("name_used", "Juniper \"J\" <F.>"),
        ("age", age),
        ("surname", "Fictley"),
        ("birth_date-day", "3"),
        ("birth_date-month", "4"),
        ("birth_date-year", "2011"),
        ("concerns", "missing"),
        ("concerns", "told"),
        ("in_words", "Came back Monday.\nSaid “he pays, I owe him.”"),
        ("safe_contact", "Room 12 at lunch."),
        ("young_person_knows", "not_yet"),
        ("referred_by", "school"),
        ("referrer", "L. Sample, teacher"),
        ("referrer_contact", "613 555-0171"),
    ]
}

fn address(site: &Site, lang: &str) -> String {
    format!("/{lang}/refer/{}", site.world.agency("cas"))
}

/// Sends the form as a browser without cookies and scripts does.
async fn send(site: &Site, lang: &str, fields: &[(&str, &str)]) -> Answer {
    let visitor = site.visitor();
    let form = visitor.get(&address(site, lang)).await.form(&address(site, lang));
    visitor.submit(&form, fields).await
}

/// That the page holds everything that was typed.
fn keeps(answer: &Answer, age: &str) {
    for value in [
        "value=\"Juniper &#34;J&#34; &#60;F.&#62;\"",
        "value=\"Fictley\"",
        "name=\"birth_date-day\" type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" value=\"3\"",
        "value=\"missing\" checked",
        "value=\"told\" checked",
        "Came back Monday.\nSaid “he pays, I owe him.”</textarea>",
        "value=\"Room 12 at lunch.\"",
        "value=\"not_yet\" checked",
        "<option value=\"school\" selected>",
        "value=\"L. Sample, teacher\"",
        "value=\"613 555-0171\"",
        &format!("value=\"{age}\""),
    ] {
        assert!(answer.body.contains(value), "lost: {value}\n{}", answer.body);
    }
    // Few people know these; once somebody has answered, they are not folded away.
    assert!(answer.body.contains("<details class=\"cw-disc\" open>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_society_is_chosen_first_and_an_address_may_preset_it() {
    let site = Site::open().await;
    let choose = site.get("/fr/refer").await;
    assert_eq!(choose.status, StatusCode::OK);
    for key in ["cas", "cas2"] {
        assert!(choose.body.contains(&format!("/fr/refer/{}", site.world.agency(key))));
    }
    assert!(!choose.body.contains(&site.world.agency("police").to_string()));
    assert_eq!(site.get(&address(&site, "fr")).await.status, StatusCode::OK);
    let absent = site.get("/fr/refer/nothing").await;
    assert_eq!(absent.status, StatusCode::NOT_FOUND);
    let police = site.get(&format!("/fr/refer/{}", site.world.agency("police"))).await;
    assert_eq!((police.status, police.body), (absent.status, absent.body), "takes none: like absent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn public_pages_give_nothing_away_and_can_be_left_at_once() {
    let site = Site::open().await;
    for path in ["/en/refer", "/en/refer/follow", "/en/refer/stopped", &address(&site, "en")] {
        let answer = site.get(path).await;
        assert!(answer.body.contains("<title>Form</title>"), "{path}");
        assert!(answer.body.contains("data-exit") && answer.body.contains("plain.svg"), "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("set-cookie"), "", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn under_16_the_form_asks_for_the_report_and_loses_nothing() {
    let site = Site::open().await;
    let first = send(&site, "en", &school("15")).await;
    assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(first.body.contains("you must also report this yourself, now"));
    assert!(first.body.contains("href=\"#society_called\"") && first.body.contains("613-555-0160"));
    keeps(&first, "15");
    let form = first.form(&address(&site, "en"));
    let mut fields = school("15");
    fields.push(("society_called", "calling"));
    let sent = site.visitor().submit(&form, &fields).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.body.contains("R-0001") && sent.body.contains("Harbour CAS (example)"));
    assert!(sent.body.contains("22 Nov 2026, 22:40"), "by the pack's clock");
    assert!(sent.body.contains("you must also report"), "the page after it says so once more");
    assert!(!sent.body.contains("Fictley"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn at_16_one_may_report_and_nobody_is_asked() {
    let site = Site::open().await;
    for (age, heading) in
        [("16", "you may also report"), ("17", "you may also report"), ("", "If they may be under 16")]
    {
        let sent = send(&site, "en", &school(age)).await;
        assert_eq!(sent.status, StatusCode::OK, "{age}");
        assert!(sent.body.contains(heading), "{age}");
    }
    assert!(!send(&site, "en", &school("18")).await.body.contains("you may also report"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn one_may_ask_what_the_law_asks_without_sending() {
    let site = Site::open().await;
    for (age, heading) in [
        ("12", "you must also report"),
        ("17", "you may also report"),
        ("", "If they may be under 16"),
        ("40", "18 or older"),
    ] {
        let mut fields = school(age);
        fields.push(("_check", "duty"));
        let shown = send(&site, "en", &fields).await;
        assert_eq!(shown.status, StatusCode::OK);
        assert!(shown.body.contains(heading), "{age}");
        keeps(&shown, age);
    }
    assert_eq!(app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_other_language_keeps_every_answer() {
    let site = Site::open().await;
    let mut fields = school("14");
    fields.push(("_lang", "fr"));
    fields.push(("society_called", "yes"));
    let visitor = site.visitor();
    let form = visitor.get(&address(&site, "en")).await.form(&address(&site, "en"));
    let mut french = form.clone();
    french.action = address(&site, "fr");
    let shown = visitor.submit(&french, &fields).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains("<html lang=\"fr\">") && shown.body.contains("Moins de 16 ans"));
    assert!(shown.body.contains("value=\"yes\" checked"));
    keeps(&shown, "14");
    assert_eq!(app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_wrong_answer_is_named_where_it_stands() {
    let site = Site::open().await;
    let bad = [
        ("name_used", "Jun\u{7}iper"),
        ("age", "fifteen"),
        ("birth_date-day", "31"),
        ("birth_date-month", "2"),
        ("birth_date-year", "2011"),
        ("phone", "call me"),
        ("concerns", "nonsense"),
        ("safe_contact", &"x".repeat(401)),
    ];
    for lang in ["en", "fr"] {
        let shown = send(&site, lang, &bad).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["name_used", "age", "birth_date", "phone", "concerns", "safe_contact", "referred_by"] {
            assert!(shown.body.contains(&format!("href=\"#{field}\"")), "{lang} {field}");
            assert!(shown.body.contains(&format!("id=\"{field}-e\"")), "{lang} {field}");
        }
        assert!(shown.body.contains("value=\"fifteen\"") && shown.body.contains("value=\"31\""));
    }
    let unknown =
        send(&site, "en", &[("name_used", "J"), ("referred_by", "school"), ("is_admin", "1")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.body.contains("changed on its way"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn bodies_that_are_no_forms_are_refused() {
    let site = Site::open().await;
    let path = address(&site, "fr");
    let post = async |kind: &str, body: Vec<u8>| {
        let request =
            Request::post(path.as_str()).header("content-type", kind).body(Body::from(body)).unwrap();
        site.send(request).await.status
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(post(form, b"name_used=%E9t%E9".to_vec()).await, StatusCode::BAD_REQUEST);
    assert_eq!(post(form, b"name_used=a%00b".to_vec()).await, StatusCode::BAD_REQUEST);
    assert_eq!(
        post(form, [b"in_words=".to_vec(), vec![b'x'; 300_000]].concat()).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(post("application/json", b"{}".to_vec()).await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_page_that_is_loaded_again_sends_nothing_twice() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let form = visitor.get(&address(&site, "en")).await.form(&address(&site, "en"));
    let first = visitor.submit(&form, &school("17")).await;
    assert!(first.body.contains("Your code"));
    let again = visitor.submit(&form, &school("17")).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("R-0001") && again.body.contains("sent a second time"));
    assert!(!again.body.contains("name=\"secret\""));
    let mut changed = school("17");
    changed.push(("phone", "613-555-0188"));
    assert!(visitor.submit(&form, &changed).await.body.contains("R-0002"));
    assert_eq!(app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_code_that_is_shown_once_tells_where_it_stands() {
    let site = Site::open().await;
    let visitor = site.visitor();
    let sent = send(&site, "fr", &school("17")).await;
    let kept = sent.form("/fr/refer/follow");
    let stands = visitor.submit(&kept, &[]).await;
    assert_eq!(stands.status, StatusCode::OK);
    assert!(stands.body.contains("R-0001") && stands.body.contains("pas encore"));
    for hidden in ["Fictley", "Juniper", "Room 12"] {
        assert!(!stands.body.contains(hidden));
    }
    let wrong = visitor.post("/fr/refer/follow", &encoded(&[("secret", &"0".repeat(64))])).await;
    let never = visitor.post("/fr/refer/follow", &encoded(&[("secret", "no code")])).await;
    assert_eq!((wrong.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert!(wrong.body.contains("Rien ne correspond à ce code"));
    let id = app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap()[0].id;
    app::referral::decline(&site.world.app, &site.world.actor("duty"), id, "already_known", None)
        .await
        .unwrap();
    let answered = visitor.submit(&kept, &[]).await;
    assert!(!answered.body.contains("pas encore"), "read and answered");
    assert!(!answered.body.contains("already_known"), "what was decided is told by a person");
    let english = visitor.post("/en/refer/follow", &encoded(&[("secret", "x"), ("_lang", "en")])).await;
    assert_eq!(english.status, StatusCode::NOT_FOUND);
    assert!(matches!(
        app::referral::hear_back(&site.world.app, &Actor::Visitor, "").await,
        Err(app::Error::NotFound)
    ));
}

/// A referral that waits at the desk of the world's society.
pub async fn waits(site: &Site) -> ReferralId {
    let mut answers = BTreeMap::new();
    for (question, value) in [
        ("name_used", "Juniper"),
        ("age", "15"),
        ("surname", "Fictley"),
        ("phone", "613-555-0188"),
        ("society_called", "yes"),
        ("in_words", "Came back <b>Monday</b>."),
        ("safe_contact", "Room 12 at lunch."),
        ("referred_by", "school"),
        ("referrer_contact", "613 555-0171"),
    ] {
        answers.insert(question.to_owned(), vec![value.to_owned()]);
    }
    let app = &site.world.app;
    app::referral::receive(app, &Actor::Visitor, site.world.agency("cas"), &answers, None).await.unwrap();
    app::referral::list(app, &site.world.actor("duty")).await.unwrap()[0].id
}

/// Who reads nothing of a society's referrals.
const REFUSED: &[&str] = &["officer", "worker", "stranger", "service_worker", "auditor"];
/// Who works on no cases.
const OFFICE: &[&str] = &["auditor", "administrator", "statistician"];

fn about<'a>(
    site: &'a Site,
    end: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> Prepared<'a> {
    Box::pin(async move {
        let id = waits(site).await;
        let path = format!("/referrals/{id}{end}");
        let scene = Scene::at(path).absent(format!("/referrals/{}{end}", ReferralId::new()));
        fields.iter().fold(scene, |scene, (name, value)| scene.field(name, *value))
    })
}

fn cas(site: &Site) -> String {
    format!("/refer/{}", site.world.agency("cas"))
}

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::visitor("referral.choose", "ReadDirectory", |_| Scene::at("/refer").ready()),
        Cover::visitor("referral.new", "ReadDirectory", |site| Scene::at(cas(site)).ready()),
        Cover::visitor("referral.send", "ReceiveReferral", |site| {
            Scene::at(cas(site)).field("name_used", "Juniper").field("referred_by", "self").ready()
        }),
        Cover::visitor("referral.follow", "HearBack", |site| {
            Box::pin(async move {
                let answers = [("name_used", "J"), ("referred_by", "self")];
                let answers = answers.map(|(question, value)| (question.to_owned(), vec![value.to_owned()]));
                let to = site.world.agency("cas");
                let sent =
                    app::referral::receive(&site.world.app, &Actor::Visitor, to, &answers.into(), None).await;
                Scene::at("/refer/follow").field("secret", sent.unwrap().follow.unwrap())
            })
        }),
        Cover::member("referral.list", "duty", OFFICE, "ListReferrals", |_| Scene::at("/referrals").ready()),
        Cover::member("referral.show", "duty", REFUSED, "ReadReferral", |site| about(site, "", &[])),
        Cover::member("referral.told", "duty", REFUSED, "AnswerReferral", |site| about(site, "/told", &[])),
        Cover::member("referral.take-up", "duty", REFUSED, "OpenCase", |site| {
            about(site, "/take-up", &[("case_type", "joint-case")])
        }),
        Cover::member("referral.decline", "duty", REFUSED, "AnswerReferral", |site| {
            about(site, "/decline", &[("reason", "already_known")])
        }),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_desk_reads_the_answers_in_the_pack_s_words_and_takes_it_up() {
    let site = Site::open().await;
    let id = waits(&site).await;
    let desk = site.sign_in("duty").await;
    let inbox = desk.get("/fr/referrals").await;
    assert!(inbox.body.contains("Orientation R-0001, Juniper, 15") && inbox.body.contains("Pas encore lue"));
    let page = desk.get(&format!("/fr/referrals/{id}")).await;
    for said in [
        "Nom utilisé",
        "Came back &#60;b&#62;Monday&#60;/b&#62;.",
        "École",
        "Moins de 16 ans",
        "Oui. J’ajouterai l’heure",
        "De 12 à 17 ans : oui",
        "referral-assess",
        "D. Specimen",
    ] {
        assert!(page.body.contains(said), "{said}\n{}", page.body);
    }
    assert!(page.body.contains("<title>Orientation - Causeway</title>"), "no name in the title");
    assert!(desk.get("/en/now").await.body.contains("1 waiting"));
    let form = page.form(&format!("/fr/referrals/{id}/take-up"));
    let officer = site.world.member("officer").member.to_string();
    let taken = desk.submit(&form, &[("pronouns", "elle"), ("joining", &officer)]).await;
    assert_eq!(taken.status, StatusCode::SEE_OTHER);
    let case = taken.header("location").to_owned();
    assert!(case.starts_with("/fr/case/"), "{case}");
    let police = site.sign_in("officer").await;
    assert_eq!(police.get(&case).await.status, StatusCode::OK);
    assert_eq!(police.get(&format!("/fr/referrals/{id}")).await.status, StatusCode::NOT_FOUND);
    let again = desk.get(&format!("/fr/referrals/{id}")).await;
    assert!(again.body.contains("Suite donnée") && !again.body.contains("/take-up"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn declining_asks_for_a_reason_and_keeps_what_was_typed() {
    let site = Site::open().await;
    let id = waits(&site).await;
    let desk = site.sign_in("duty").await;
    let address = format!("/en/referrals/{id}/decline");
    let form = desk.get(&format!("/en/referrals/{id}")).await.form(&address);
    let without = desk.submit(&form, &[("words", "We spoke <with> her.")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        without.body.contains("href=\"#reason\"") && without.body.contains("We spoke &#60;with&#62; her.")
    );
    let wordless = desk.submit(&without.form(&address), &[("reason", "no_concern"), ("words", " ")]).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.body.contains("href=\"#words\""));
    let declined =
        desk.submit(&wordless.form(&address), &[("reason", "no_concern"), ("words", "We spoke.")]).await;
    assert_eq!((declined.status, declined.header("location")), (StatusCode::SEE_OTHER, "/en/referrals"));
    assert!(desk.get(&format!("/en/referrals/{id}")).await.body.contains("We spoke."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_member_sends_the_same_form_inside_and_follows_it() {
    let site = Site::open().await;
    let teacher = site.sign_in("teacher").await;
    let address = address(&site, "en");
    let page = teacher.get(&address).await;
    assert!(page.body.contains("cw-staff") && !page.body.contains("data-exit"));
    let mut fields = school("15");
    fields.push(("society_called", "calling"));
    let sent = teacher.submit(&page.form(&address), &fields).await;
    assert_eq!((sent.status, sent.header("location")), (StatusCode::SEE_OTHER, "/en/referrals"));
    let list = teacher.get("/en/referrals").await;
    assert!(list.body.contains("Sent. It is with the duty desk") && list.body.contains("Referral R-0001"));
    assert!(!list.body.contains("Juniper"), "number and standing, nothing else");
    let id = app::referral::list(&site.world.app, &site.world.actor("duty")).await.unwrap()[0].id;
    assert_eq!(teacher.get(&format!("/en/referrals/{id}")).await.status, StatusCode::NOT_FOUND);
}
