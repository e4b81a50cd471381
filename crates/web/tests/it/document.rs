//! Documents: an upload streams to the disk and comes back whole; what is not right leaves nothing.

use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::StatusCode;
use domain::compartment::CompartmentKind::{ChildProtection, Core};
use domain::entry::Marks;
use domain::id::{CaseId, DocumentId};
use futures_util::Stream;
use http_body_util::BodyExt as _;
use testkit::Matter;

use crate::cover::{Cover, Scene};
use crate::site::{Answer, Browser, Site};

pub fn covers() -> Vec<Cover> {
    let others: &[&str] = &["stranger", "border_officer", "administrator"];
    vec![
        Cover::member("document.new", "worker", others, "ReadCase", |site| {
            Box::pin(async move {
                let path = |id: CaseId| format!("/case/{id}/document");
                Scene::at(path(site.world.joint_case().await.id)).absent(path(CaseId::from_u128(404)))
            })
        }),
        Cover::member("document.add", "worker", others, "AddDocument", |site| {
            Box::pin(async move {
                let path = |id: CaseId| format!("/case/{id}/document");
                let matter = site.world.joint_case().await;
                Scene::at(path(matter.id))
                    .absent(path(CaseId::from_u128(404)))
                    .field("compartment", matter.compartment(Core).to_string())
                    .file("note.txt", b"a note")
            })
        }),
        Cover::member("document.download", "worker", others, "ReadEntry", |site| {
            Box::pin(async move {
                let matter = site.world.joint_case().await;
                let (app, worker) = (&site.world.app, site.world.actor("worker"));
                let mut upload = app::document::begin(app, &worker, matter.compartment(Core)).await.unwrap();
                upload.push(b"a note").await.unwrap();
                let name = app::document::file_name("note.txt").unwrap();
                let about = app::document::About { name, words: None, marks: Marks::default() };
                let id = upload.finish(about).await.unwrap();
                let path = |id: DocumentId| format!("/document/{id}");
                Scene::at(path(id)).absent(path(DocumentId::from_u128(404)))
            })
        }),
    ]
}

const BOUNDARY: &str = "----causeway";

/// The parts of an upload before the file's content.
fn before(fields: &[(&str, &str)], file: &str) -> String {
    let mut text = String::new();
    for (name, value) in fields {
        text +=
            &format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    }
    text + &format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{file}\"\r\nContent-Type: text/html\r\n\r\n"
    )
}

fn request(path: &str, body: Body) -> Request {
    Request::post(path)
        .header("content-type", format!("multipart/form-data; boundary={BOUNDARY}"))
        .header("sec-fetch-site", "same-origin")
        .body(body)
        .unwrap()
}

struct Form {
    path: String,
    token: String,
    once: String,
}

async fn form(browser: &Browser<'_>, matter: &Matter) -> Form {
    let path = format!("/en/case/{}/document", matter.id);
    let form = browser.get(&path).await.form(&path);
    let value = |name: &str| form.value(name).unwrap().to_owned();
    Form { token: value("_csrf"), once: value("_once"), path }
}

async fn send(browser: &Browser<'_>, form: &Form, compartment: &str, name: &str, content: &[u8]) -> Answer {
    let fields = [("_csrf", form.token.as_str()), ("_once", &form.once), ("compartment", compartment)];
    let mut body = before(&fields, name).into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    browser.send(request(&form.path, Body::from(body))).await
}

fn files(site: &Site) -> usize {
    std::fs::read_dir(site.world.folder().join("attachments")).map_or(0, Iterator::count)
}

fn link(page: &str, to: &str) -> String {
    let at = page.find(to).unwrap_or_else(|| panic!("no link to {to}"));
    page[at..].chars().take_while(|c| *c != '"').collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_document_goes_in_and_comes_out_as_a_file_that_runs_nothing() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let form = form(&browser, &matter).await;
    let own = matter.compartment(ChildProtection).to_string();
    let content = b"<html><script>alert(1)</script></html>";
    let sent = send(&browser, &form, &own, "D\u{e9}claration.html", content).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = browser.get(&format!("/en/case/{}", matter.id)).await;
    let path = link(&page.body, "/en/document/");
    let file = browser.get(&path).await;
    assert_eq!(file.body.as_bytes(), content);
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"D_claration.html\"; filename*=UTF-8''D%C3%A9claration.html"
    );
    assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(file.header("x-content-type-options"), "nosniff");
    assert_eq!(file.header("content-length"), content.len().to_string());
    // Sent again, the same form adds nothing.
    assert_eq!(send(&browser, &form, &own, "again.txt", b"again").await.status, StatusCode::SEE_OTHER);
    assert_eq!(files(&site), 1);
    let nothing = browser.get("/en/never-was").await;
    let officer = site.sign_in("officer").await;
    let hidden = officer.get(&path).await;
    assert_eq!((hidden.status, hidden.body), (StatusCode::NOT_FOUND, nothing.body));
    assert!(!officer.get(&format!("/en/case/{}", matter.id)).await.body.contains("claration"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn what_is_not_right_leaves_nothing_behind() {
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let own = matter.compartment(ChildProtection).to_string();
    let form = form(&browser, &matter).await;
    let forged = Form { token: "00".repeat(40), ..clone(&form) };
    assert_eq!(send(&browser, &forged, &own, "a.txt", b"a").await.status, StatusCode::FORBIDDEN);
    let empty = send(&browser, &form, &own, "a.txt", b"").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("The file is empty"));
    let unnamed = send(&browser, &form, &own, "", b"a").await;
    assert!(unnamed.body.contains("Choose a file"));
    let officer = site.sign_in("officer").await;
    let theirs = self::form(&officer, &matter).await;
    assert_eq!(send(&officer, &theirs, &own, "a.txt", b"a").await.status, StatusCode::NOT_FOUND);
    // Another site, another kind of body, a body that breaks off in the middle of the file.
    let cross =
        Request::post(&form.path).header("sec-fetch-site", "cross-site").body(Body::from("x")).unwrap();
    assert_eq!(browser.send(cross).await.status, StatusCode::FORBIDDEN);
    let fields = [("_csrf", form.token.as_str()), ("_once", &form.once), ("compartment", &own)];
    let start = before(&fields, "a.txt") + "half of it";
    let cut = browser.send(request(&form.path, Body::from(start.clone()))).await;
    assert_eq!(cut.status, StatusCode::BAD_REQUEST);
    let broken = futures_util::stream::iter([Ok(Bytes::from(start)), Err(std::io::Error::other("gone"))]);
    let broken = browser.send(request(&form.path, Body::from_stream(broken))).await;
    assert!(broken.status.is_client_error(), "{}", broken.status);
    assert_eq!(files(&site), 0);
    // The form was not used up by what failed.
    assert_eq!(send(&browser, &form, &own, "a.txt", b"a").await.status, StatusCode::SEE_OTHER);
}

fn clone(form: &Form) -> Form {
    Form { path: form.path.clone(), token: form.token.clone(), once: form.once.clone() }
}

/// An upload that is made as it is read, so that nothing but the site could hold it in memory.
struct Generated {
    start: Option<Bytes>,
    left: usize,
    hasher: blake3::Hasher,
    hash: std::sync::Arc<std::sync::Mutex<Option<String>>>,
    seed: u64,
}

impl Stream for Generated {
    type Item = Result<Bytes, std::io::Error>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(start) = self.start.take() {
            return Poll::Ready(Some(Ok(start)));
        }
        if self.left == 0 {
            let hash = self.hasher.finalize().to_hex().to_string();
            if self.hash.lock().unwrap().replace(hash).is_some() {
                return Poll::Ready(None);
            }
            return Poll::Ready(Some(Ok(Bytes::from(format!("\r\n--{BOUNDARY}--\r\n")))));
        }
        let piece = self.left.min(48 * 1024);
        self.left -= piece;
        let mut seed = self.seed;
        let piece: Vec<u8> = (0..piece.div_ceil(8))
            .flat_map(|_| {
                // A generator that no compression and no luck sees through: xorshift.
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;
                seed.to_le_bytes()
            })
            .take(piece)
            .collect();
        self.seed = seed;
        self.hasher.update(&piece);
        Poll::Ready(Some(Ok(piece.into())))
    }
}

/// The most memory that this process has had, in kB. Each test has a process of its own.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn upload(
    browser: &Browser<'_>,
    form: &Form,
    compartment: &str,
    size: usize,
) -> (Answer, Option<String>) {
    let hash = std::sync::Arc::default();
    let fields = [("_csrf", form.token.as_str()), ("_once", &form.once), ("compartment", compartment)];
    let generated = Generated {
        start: Some(before(&fields, "large.bin").into()),
        left: size,
        hasher: blake3::Hasher::new(),
        hash: std::sync::Arc::clone(&hash),
        seed: 0x9e37_79b9_7f4a_7c15,
    };
    let answer = browser.send(request(&form.path, Body::from_stream(generated))).await;
    let hash = hash.lock().unwrap().clone();
    (answer, hash)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_hundred_megabytes_pass_through_in_bounded_memory_and_one_byte_more_does_not() {
    const LIMIT: usize = 100 * 1024 * 1024;
    let site = Site::open().await;
    let matter = site.world.joint_case().await;
    let browser = site.sign_in("worker").await;
    let core = matter.compartment(Core).to_string();
    let first = form(&browser, &matter).await;
    let memory = peak();
    let (sent, hash) = upload(&browser, &first, &core, LIMIT).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let page = browser.get(&format!("/en/case/{}", matter.id)).await;
    let file = browser.open(&link(&page.body, "/en/document/")).await;
    let mut body = file.into_body();
    let mut hasher = blake3::Hasher::new();
    while let Some(frame) = body.frame().await {
        if let Ok(data) = frame.unwrap().into_data() {
            hasher.update(&data);
        }
    }
    assert_eq!(Some(hasher.finalize().to_hex().to_string()), hash);
    let grown = peak() - memory;
    assert!(grown < 48 * 1024, "{grown} kB more than before");
    let second = form(&browser, &matter).await;
    let (refused, _) = upload(&browser, &second, &core, LIMIT + 1).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.body.contains("This is too large"));
    assert_eq!(files(&site), 1);
}
