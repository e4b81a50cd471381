//! The referral form as anybody meets it, without cookies and without script; and the desk that answers.

use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use domain::actor::Actor;

use crate::cover::{Cover, Scene};
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
        "name=\"birth_date-day\" inputmode=\"numeric\" autocomplete=\"off\" value=\"3\"",
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

#[tokio::test]
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

pub fn covers() -> Vec<Cover> {
    vec![
        Cover::visitor("referral.choose", "ReadDirectory", |_| Scene::at("/refer").ready()),
        Cover::visitor("referral.new", "ReadDirectory", |site| {
            Scene::at(format!("/refer/{}", site.world.agency("cas"))).ready()
        }),
        Cover::visitor("referral.send", "ReceiveReferral", |site| {
            let scene = Scene::at(format!("/refer/{}", site.world.agency("cas")));
            school("17").into_iter().fold(scene, |scene, (name, value)| scene.field(name, value)).ready()
        }),
        Cover::visitor("referral.follow", "HearBack", |site| {
            Box::pin(async move {
                let sent = send(site, "en", &school("17")).await.form("/en/refer/follow");
                Scene::at("/refer/follow").field("secret", sent.value("secret").unwrap_or_default())
            })
        }),
    ]
}
