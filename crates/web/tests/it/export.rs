//! Exports by pages; what leaves is tested in `barrier.rs` and in the use cases.

use axum::http::StatusCode;
use domain::id::CaseId;

use crate::cover::{Cover, Prepared, Scene};
use crate::site::Site;

pub fn covers() -> Vec<Cover> {
    let others: &[&str] = &["stranger", "border_officer", "administrator"];
    vec![
        Cover::member("export.new", "worker", others, "ExportCase", export),
        Cover::member("export.make", "worker", others, "ExportCase", export),
    ]
}

fn export(site: &Site) -> Prepared<'_> {
    Box::pin(async move {
        let path = |id: CaseId| format!("/case/{id}/export");
        Scene::at(path(site.world.joint_case().await.id))
            .absent(path(CaseId::from_u128(404)))
            .field("recipient", site.world.agency("cas").to_string())
            .field("basis", "own_file")
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_sheet_says_what_it_is_and_a_file_is_kept_under_the_case_s_number() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    for (lang, marking) in [("en", "Without identities."), ("fr", "Sans identités.")] {
        let path = format!("/{lang}/case/{}/export", matter.id);
        let page = browser.get(&path).await;
        let form = page.form(&path);
        assert_eq!(form.value("identities"), Some("without"), "the careful choice comes first");
        let empty = browser.submit(&form, &[]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sheet = browser.submit(&form, &[("basis", "own_file")]).await;
        assert_eq!(sheet.status, StatusCode::OK);
        assert!(
            sheet.body.contains(marking) && sheet.body.contains("J-0001") && !sheet.body.contains("Wren")
        );
    }
    let path = format!("/en/case/{}/export", matter.id);
    let form = browser.get(&path).await.form(&path);
    let file = browser.submit(&form, &[("basis", "own_file"), ("form", "json")]).await;
    assert_eq!(file.header("content-disposition"), "attachment; filename=\"J-0001-2026-11-21.json\"");
    assert!(serde_json::from_str::<serde_json::Value>(&file.body).is_ok());
    // Each was written down on the case.
    let timeline = browser.get(&format!("/en/case/{}", matter.id)).await;
    assert_eq!(timeline.body.matches("Exported without identities").count(), 3);
}
