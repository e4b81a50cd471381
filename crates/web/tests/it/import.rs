//! Imports in the browser: a file is sent, looked at, confirmed as a whole and taken back; bad files are refused in words.

use axum::http::StatusCode;
use domain::compartment::CompartmentKind::ChildProtection;
use domain::id::ImportId;
use testkit::World;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::{Answer, Browser, Site};

const HEADER: &str = "key,given_names,family_name,aliases,born,pronouns,phones,street_number,street,town,postcode,region,health_card,written_on,source,note\n";
/// Members who may not import: of the same agency, of others, and those who do no casework.
const OTHERS: &[&str] = &["worker", "duty", "stranger", "police_supervisor", "administrator", "auditor"];
const OTHER_AGENCIES: &[&str] = &["stranger", "police_supervisor", "service_worker", "auditor"];
const LAYOUT: &[(&str, &str)] = &[("mapping", "world"), ("holdings", "child_protection")];
const SMALL: &[u8] = b"key,given_names,family_name,aliases,born,pronouns,phones,street_number,street,town,postcode,region,health_card,written_on,source,note
HC-1,Wren,Sampleby,Wrenny,2011-03-04,she/her,613-555-0188,,,,,,,2026-10-01,Register,
HC-2,Oskar,Exemplar,,1990-01-01,,613-555-0100,,,,,,,2026-10-01,Register,
HC-3,Zo\xc3\xa9,Fictive,,2011-02-31,,,,,,,,,2026-10-01,Register,
";

/// A file in the layout of the invented agencies: what a row leaves out is empty.
fn file(rows: &[&str]) -> Vec<u8> {
    let whole =
        |row: &&str| format!("{row}{},2026-10-01,Register,\n", ",".repeat(12 - row.matches(',').count()));
    format!("{HEADER}{}", rows.iter().map(whole).collect::<String>()).into_bytes()
}

/// A file that waits to be confirmed.
async fn waiting(world: &World) -> ImportId {
    let actor = world.actor("cas_supervisor");
    let mut upload = app::import::begin(&world.app, &actor, ChildProtection, "world", "a.csv").await.unwrap();
    // Keys of its own, so that a world can take in several.
    let own = String::from_utf8_lossy(SMALL).replace("HC-", &format!("{}-", ImportId::new()));
    upload.write(own.as_bytes()).unwrap();
    upload.finish().unwrap()
}

async fn imported(world: &World) -> ImportId {
    let id = waiting(world).await;
    let done = app::import::confirm(&world.app, &world.actor("cas_supervisor"), id, &mut |_| ()).await;
    done.unwrap().id
}

fn at(id: ImportId, rest: &str) -> Scene<'static> {
    let path = |id: ImportId| format!("/imports/{id}{rest}");
    Scene::at(path(id)).absent(path(ImportId::from_u128(404)))
}

macro_rules! on {
    ($what:ident, $rest:literal) => {
        |site: &Site| -> Prepared<'_> { Box::pin(async move { at($what(&site.world).await, $rest) }) }
    };
}

pub fn covers() -> Vec<Cover> {
    let by = "cas_supervisor";
    vec![
        Cover::everyone(
            "import.list",
            by,
            "each sees the imports of their own agency",
            "ListRecords",
            |_| Scene::at("/imports").ready(),
        ),
        Cover::member("import.new", by, OTHERS_BUT_SUPERVISORS, "ImportRecords", |_| {
            Scene::at("/imports/new").ready()
        }),
        Cover::member("import.send", by, NO_SUPERVISORS_THERE, "ImportRecords", |_| {
            let scene = Scene::at("/imports/new").file("a.csv", SMALL);
            LAYOUT.iter().fold(scene, |scene, (name, value)| scene.field(name, *value)).ready()
        }),
        Cover::member("import.preview", by, OTHERS, "ImportRecords", on!(waiting, "/preview")),
        Cover::member("import.preview-rejects", by, OTHERS, "ImportRecords", on!(waiting, "/preview.csv")),
        Cover::member("import.confirm", by, OTHERS, "ImportRecords", on!(waiting, "/confirm")),
        Cover::member("import.discard", by, OTHERS, "ImportRecords", on!(waiting, "/discard")),
        Cover::everyone("import.progress", by, "found by whoever has started it", "", |site| {
            Box::pin(async move {
                let id = waiting(&site.world).await;
                let browser = site.sign_in("cas_supervisor").await;
                browser.post_sealed(&format!("/en/imports/{id}/confirm"), &[]).await;
                Scene::at(format!("/imports/{id}/progress")).browser(browser)
            })
        }),
        Cover::member("import.show", by, OTHER_AGENCIES, "ListRecords", on!(imported, "")),
        Cover::member("import.rejects", by, OTHER_AGENCIES, "ListRecords", on!(imported, "/rejects.csv")),
        Cover::member("import.compare", by, OTHERS, "ImportRecords", on!(imported, "/compare")),
        Cover::member("import.undo", by, OTHERS, "UndoImport", on!(imported, "/undo")),
    ]
}

/// Supervisors of other agencies import as well, into their own holdings.
const OTHERS_BUT_SUPERVISORS: &[&str] = &["worker", "duty", "administrator", "auditor", "teacher"];
/// Those who may not import into the holdings of any children's aid society.
const NO_SUPERVISORS_THERE: &[&str] = &["worker", "duty", "police_supervisor", "administrator", "auditor"];

async fn send(browser: &Browser<'_>, content: &[u8]) -> Answer {
    browser.upload_sealed("/en/imports/new", LAYOUT, "october.csv", content).await
}

/// Where the preview of a file is that was sent.
async fn sent(browser: &Browser<'_>, content: &[u8]) -> String {
    let sent = send(browser, content).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    sent.header("location").to_owned()
}

/// Where an import leads that may take its time: past the page that says how far it is.
async fn arrived(browser: &Browser<'_>, mut answer: Answer) -> String {
    for _ in 0..600 {
        match answer.status {
            StatusCode::SEE_OTHER if !answer.header("location").ends_with("/progress") => break,
            StatusCode::SEE_OTHER => {}
            status => panic!("{status}\n{}", answer.body),
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let progress = answer.header("location").to_owned();
        let next = browser.get(&progress).await;
        if next.status == StatusCode::SEE_OTHER {
            answer = next;
        } else {
            assert!(next.body.contains("See how far it is"), "{}", next.body);
        }
    }
    answer.header("location").to_owned()
}

async fn count(site: &Site, table: &str) -> i64 {
    site.world.raw().await.number(&format!("select count(*) from {table}")).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_file_is_looked_at_confirmed_and_taken_back() {
    for engine in [testkit::Engine::Sqlite, testkit::Engine::Postgres] {
        let Some(site) = Site::on(engine).await else { continue };
        let browser = site.sign_in("cas_supervisor").await;
        let form = browser.get("/en/imports/new").await;
        assert!(form.body.contains("Holdings of the training copy’s agencies"), "the layouts to choose from");
        assert!(!form.body.contains("febrl-police"), "not those of other kinds of agency");
        let preview = sent(&browser, SMALL).await;
        let page = browser.get(&preview).await;
        assert!(page.body.contains("3 rows were read. 2 would become records, 1 would be left out."));
        for said in ["october.csv", "HC-1", "Wren Sampleby", "No calendar has this date.", ">born<"] {
            assert!(page.body.contains(said), "{said}\n{}", page.body);
        }
        assert_eq!(count(&site, "record").await, 0, "nothing is written yet");
        let rejects = browser.get(&preview.replace("/preview", "/preview.csv")).await;
        assert_eq!(rejects.body, "\u{feff}Line,Column,Reason\r\n4,born,No calendar has this date.\r\n");
        assert!(rejects.header("content-disposition").starts_with("attachment"));

        let import = preview.replace("/preview", "");
        let confirm = page.form(&format!("{import}/confirm"));
        let done = browser.submit(&confirm, &[]).await;
        assert_eq!(arrived(&browser, done).await, import);
        assert_eq!(count(&site, "record").await, 2);
        // Sent again, the same form leads to the same import and adds nothing.
        let again = browser.submit(&confirm, &[]).await;
        assert_eq!(arrived(&browser, again).await, import);
        assert_eq!(count(&site, "record").await, 2);
        let shown = browser.get(&import).await;
        assert!(shown.body.contains("2 of 3") && shown.body.contains("Wren Sampleby"));
        let rejects = browser.get(&format!("{import}/rejects.csv")).await;
        assert!(rejects.body.contains("4,born,No calendar has this date."));
        assert!(browser.get("/en/imports").await.body.contains(&import));

        let undone = browser.submit(&shown.form(&format!("{import}/undo")), &[]).await;
        assert_eq!(undone.status, StatusCode::SEE_OTHER);
        assert_eq!(count(&site, "record").await, 0);
        let shown = browser.get(&import).await;
        assert!(shown.body.contains("Undone") && !shown.body.contains(&format!("{import}/undo")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn an_import_on_which_something_depends_says_what_and_stays() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let id = imported(&site.world).await;
    let shown = browser.get(&format!("/en/imports/{id}")).await;
    let undo = shown.form(&format!("/en/imports/{id}/undo"));
    let case = "insert into case_subject (case_id, record_id, relation) select 'c', id, 'subject' from record where source_key like '%-1'";
    site.world.raw().await.execute(case).await;
    let kept = browser.submit(&undo, &[]).await;
    assert_eq!(kept.status, StatusCode::CONFLICT);
    assert!(kept.body.contains("It cannot be undone now") && kept.body.contains("A case is about it"));
    assert_eq!(count(&site, "record").await, 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_file_that_is_not_right_is_refused_in_words_and_writes_nothing() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let shifted: Vec<String> =
        (0..40).map(|at| format!("2011-03-{:02},HC-{at},Wren,Sampleby,,x,x", at % 28 + 1)).collect();
    let shifted: Vec<&str> = shifted.iter().map(String::as_str).collect();
    let utf16: Vec<u8> = "key,given_names\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (what, bytes, said) in [
        ("shifted columns", file(&shifted), "The columns seem shifted"),
        ("Latin-1", b"key,given_names\nHC-1,Zo\xe9\n".to_vec(), "This file is not UTF-8: line"),
        ("UTF-16", [&[0xff, 0xfe][..], &utf16].concat(), "This file is UTF-16"),
        ("another header", b"key,given_names\n".to_vec(), "is missing from the header"),
        ("a column too many", HEADER.replace("note", "note,salary").into_bytes(), "salary"),
        ("nothing", Vec::new(), "This file is empty"),
        ("no text at all", vec![0; 4096], "This file cannot be imported"),
        ("a program", b"MZ\x90\x00\x03\xff".repeat(400), "This file is not UTF-8"),
    ] {
        let preview = sent(&browser, &bytes).await;
        let page = browser.get(&preview).await;
        assert_eq!(page.status, StatusCode::OK, "{what}");
        assert!(page.body.contains("This file cannot be imported"), "{what}\n{}", page.body);
        assert!(page.body.contains(said), "{what}: {said}\n{}", page.body);
        assert!(!page.body.contains("Wren"), "{what}: the refusal repeats no content");
        let import = preview.replace("/preview", "");
        assert!(!page.body.contains(&format!("action=\"{import}/confirm\"")), "{what} cannot be confirmed");
        let confirmed = browser.post_sealed(&format!("{import}/confirm"), &[]).await;
        assert_eq!(confirmed.status, StatusCode::UNPROCESSABLE_ENTITY, "{what}");
        let again = browser.submit(&page.form(&format!("{import}/discard")), &[]).await;
        assert_eq!(again.header("location"), "/en/imports/new", "{what}");
        assert_eq!(browser.get(&preview).await.status, StatusCode::NOT_FOUND, "{what}");
    }
    assert_eq!((count(&site, "record").await, count(&site, "import").await), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn rows_that_are_not_right_are_named_by_line_and_left_out() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let rows = file(&[
        "HC-1,Wren,Sampleby",
        "HC-1,Rena,Sampleby",
        "HC-2,Oskar,Exemplar,,2030-01-01",
        ",Nobody,Keyless",
        "HC-4,Good,Row,,2011-03-04",
    ]);
    let preview = sent(&browser, &rows).await;
    let page = browser.get(&preview).await;
    for said in
        ["Lines 2 and 3 have the same key", "This date of birth is in the future", "The row has no key"]
    {
        assert!(page.body.contains(said), "{said}\n{}", page.body);
    }
    let csv = browser.get(&preview.replace("/preview", "/preview.csv")).await;
    for line in ["2,key,", "3,key,", "4,born,", "5,key,"] {
        assert!(csv.body.contains(&format!("\r\n{line}")), "{line}\n{}", csv.body);
    }
    for content in ["Rena", "Oskar", "Nobody", "HC-1"] {
        assert!(!csv.body.contains(content), "the file of rejects repeats no content: {content}");
    }
    assert!(page.body.contains("Import one record"));
    // The same file again: every key is held already.
    let done = browser.submit(&page.form(&preview.replace("/preview", "/confirm")), &[]).await;
    arrived(&browser, done).await;
    let page = browser.get(&sent(&browser, &rows).await).await;
    assert!(
        page.body.contains("The same file was imported") && page.body.contains("No row of this file would")
    );
    assert!(page.body.contains("You hold a record with this key already"));
    assert!(!page.body.contains("/confirm\""), "there is nothing to confirm");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_missing_in_the_form_is_said_and_nothing_is_taken_in() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let none = browser.upload_sealed("/en/imports/new", &[], "", b"").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["Choose the layout of the file", "Choose the holdings", "Choose a file"] {
        assert!(none.body.contains(said), "{said}");
    }
    let fields = [("mapping", "febrl-police"), ("holdings", "child_protection")];
    let other = browser.upload_sealed("/en/imports/new", &fields, "a.csv", SMALL).await;
    assert_eq!(other.status, StatusCode::UNPROCESSABLE_ENTITY, "a layout of another kind of agency");
    let fields = [("mapping", "world"), ("holdings", "police")];
    let other = browser.upload_sealed("/en/imports/new", &fields, "a.csv", SMALL).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND, "holdings of another kind of agency");
    let folder = site.world.folder().join("attachments").join("import");
    assert!(!folder.exists() || folder.read_dir().unwrap().next().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_name_that_climbs_is_only_a_name() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let name = "..\\..\\=cmd.csv";
    let sent = browser.upload_sealed("/fr/imports/new", LAYOUT, name, SMALL).await;
    let page = browser.get(sent.header("location")).await;
    assert!(page.body.contains("=cmd.csv") && !page.body.contains("..\\"));
}
