//! The figures as their readers get them, and as others do not.

use axum::http::StatusCode;

use crate::cover::{Cover, Scene};
use crate::site::{Answer, Site};

pub fn covers() -> Vec<Cover> {
    let refused = &["officer", "worker", "auditor", "administrator"];
    vec![
        Cover::member("figures.show", "statistician", refused, "ReadFigures", |_| {
            Scene::at("/figures").ready()
        }),
        Cover::member("figures.print", "police_supervisor", refused, "ReadFigures", |_| {
            Scene::at("/figures/print").ready()
        }),
        Cover::member("figures.children", "cas_supervisor", refused, "ReadFigures", |_| {
            Scene::at("/figures/children.csv").ready()
        }),
        Cover::member("figures.shares", "statistician", refused, "ReadFigures", |_| {
            Scene::at("/figures/shares.csv").ready()
        }),
    ]
}

const PAGES: [&str; 4] = ["/figures", "/figures/print", "/figures/children.csv", "/figures/shares.csv"];

/// A year with children of two ages, three of whom would be recognised.
async fn year(site: &Site) {
    let mut raw = site.world.raw().await;
    let agency = site.world.agency("cas");
    let at = "2026-08-12T16:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
    let later = "2026-10-14T16:00:00Z".parse::<jiff::Timestamp>().unwrap().as_microsecond();
    let mut n = 0;
    for (at, age, children) in
        [(at, 14, 11), (at, 15, 12), (at, 16, 3), (later, 14, 13), (later, 15, 14), (later, 16, 15)]
    {
        for _ in 0..children {
            n += 1;
            let id = format!("00000000-0000-7000-8000-{n:012}");
            raw.execute(&format!(
                "insert into case_file (id, number, case_type, stage, owner_id, opened_at, publication_ban, subject_name, subject_age)
                 values ('{id}', 'J-{id}', 'joint-case', 'received', '{agency}', {at}, false, 'Example', {age});
                 insert into referral (id, number, to_id, source, follow_hash, received_at, state, answers, form_version, case_id,
                                       record_id, answered_at)
                 values ('{id}', 'R-{id}', '{agency}', 'school', '{id}', {at}, 'accepted', '', '1', '{id}', '{id}', {at})"
            ))
            .await;
        }
    }
}

fn rows(file: &Answer) -> Vec<Vec<String>> {
    let text = file.body.strip_prefix('\u{feff}').unwrap();
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_page_shows_the_protected_figures_in_both_languages() {
    let site = Site::open().await;
    year(&site).await;
    let browser = site.sign_in("statistician").await;
    let en = browser.get("/en/figures").await;
    assert_eq!(en.status, StatusCode::OK);
    for words in [
        "Strategy figures",
        "Fiscal year 2026-27: 1 April 2026 to 20 November 2026.",
        "Children served by CARE units",
        "fewer than 5",
        "Left out because it would reveal another figure.",
        "Q3, October 2026 to December 2026 (provisional)",
        "<th scope=\"col\" class=\"cw-n\">Q3 (provisional)</th>",
        "First Nations, Inuit and Métis figures appear only when",
        "What is counted",
        "Not verified",
    ] {
        assert!(en.body.contains(words), "{words}");
    }
    let fr = browser.get("/fr/figures").await;
    for words in
        ["Chiffres de la stratégie", "moins de 5", "Enfants servis par les unités CARE", "T3, octobre 2026"]
    {
        assert!(fr.body.contains(words), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_files_hold_exactly_what_the_page_shows() {
    let site = Site::open().await;
    year(&site).await;
    let browser = site.sign_in("statistician").await;
    let file = browser.get("/en/figures/children.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"figures-children-2026-11-21.csv\""
    );
    let rows = rows(&file);
    assert_eq!(rows[0][0], "Age");
    assert_eq!(rows[0][3], "Q3, October 2026 to December 2026 (provisional)");
    let of_age = |age: &str| rows.iter().find(|row| row[0] == age).unwrap()[1..].to_vec();
    assert_eq!(of_age("16")[1], "fewer than 5");
    assert!(of_age("16").iter().all(|cell| cell != "3") && of_age("All").len() == 4);
    assert_eq!(of_age("12"), ["0", "0", "0", "0"]);
    // What is held cannot be worked out from what is shown: no row and no column lacks one cell only.
    let held = |cell: &String| cell.parse::<u64>().is_err();
    let lines: Vec<Vec<String>> = rows[1..].iter().map(|row| row[1..].to_vec()).collect();
    for row in &lines {
        assert_ne!(row.iter().filter(|cell| held(cell)).count(), 1, "{row:?}");
    }
    for column in 0..4 {
        assert_ne!(lines.iter().filter(|row| held(&row[column])).count(), 1, "column {column}");
    }
    let shares = browser.get("/fr/figures/shares.csv").await;
    assert!(shares.body.contains("Échéances respectées"), "{}", shares.body);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_printed_sheet_says_who_printed_it_and_when() {
    let site = Site::open().await;
    let browser = site.sign_in("cas_supervisor").await;
    let sheet = browser.get("/en/figures/print").await;
    assert!(sheet.body.contains("Printed by Sam Oversee, "), "{}", sheet.body);
    assert!(sheet.body.contains("cw-sheet") && sheet.body.contains("<details class=\"cw-disc\" open>"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_may_not_see_them_gets_the_page_of_what_is_absent() {
    let site = Site::open().await;
    let browser = site.sign_in("officer").await;
    for page in PAGES {
        let refused = browser.get(&format!("/en{page}")).await;
        let absent = browser.get("/en/absent").await;
        assert_eq!((refused.status, &refused.body), (StatusCode::NOT_FOUND, &absent.body), "{page}");
        let visitor = site.visitor().get(&format!("/en{page}")).await;
        assert_eq!(visitor.status, StatusCode::SEE_OTHER, "{page}");
        assert!(visitor.header("location").starts_with("/en/sign-in"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn each_look_is_in_the_ledger() {
    let site = Site::open().await;
    let browser = site.sign_in("statistician").await;
    let mut raw = site.world.raw().await;
    for (n, page) in PAGES.iter().enumerate() {
        browser.get(&format!("/en{page}")).await;
        let looks =
            raw.number("select count(*) from ledger where action = 'ReadFigures' and outcome = 'done'").await;
        assert_eq!(looks, i64::try_from(n + 1).unwrap(), "{page}");
    }
}
