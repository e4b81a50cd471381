//! Documents of a case: adding one, which streams to the disk, and giving one back.

use app::document::{About, Upload, file_name};
use askama::Template;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use domain::entry::Marks;
use domain::id::{CaseId, DocumentId};
use domain::text::Line;
use futures_util::stream;
use multer::{Constraints, Field, Multipart, SizeLimit};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::case::manage::title;
use crate::case::view::{At, HeadView, size};
use crate::case::{Reader, id, readers};
use crate::entry::{compartment, prose};
use crate::form::{NONCE_FIELD, TOKEN_FIELD};
use crate::i18n::msg;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, Visit,
    render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case/{id}/document", "document.new", Access::SignedIn, Ledger::Entry, new)
        .upload("/case/{id}/document", "document.add", Access::SignedIn, Ledger::Entry, add)
        .get("/document/{id}", "document.download", Access::SignedIn, Ledger::Entry, download)
}

/// The most that a field beside the file may hold.
const FIELD: u64 = 64 * 1024;
/// What stays as it is in a file name of a header (RFC 8187).
const NAME: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

#[derive(Template)]
#[template(path = "document/new.html")]
struct New {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    readers: Vec<Reader>,
    marks: Vec<Choice>,
    limit: String,
}

async fn new(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw(visit: &Visit, status: StatusCode, case: CaseId, form: Form, errors: FormErrors) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    if head.writable.is_empty() {
        return Err(PageError::NotFound);
    }
    let page = visit.page(title(visit, &head, t.get("document-add-title")))?;
    let readers = readers(t, &head);
    let first = readers.first().map(|reader| reader.id.clone()).unwrap_or_default();
    let limit = i64::try_from(app::document::largest(app)?).unwrap_or(i64::MAX);
    render_with(
        status,
        &New {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Form),
            f: FormView::new(&page, form.or("compartment", &first), errors)?,
            readers,
            marks: crate::case::marks(t),
            limit: size(t, limit),
            page,
        },
    )
}

fn broken(error: &multer::Error) -> PageError {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            PageError::TooLarge
        }
        multer::Error::StreamReadFailed(cause) => crate::body::why_broken(cause.as_ref()),
        _ => PageError::Bad("the upload's parts cannot be told apart"),
    }
}

/// Adds a document. The fields before the file say who sends it and where it goes; so nothing is written to the disk for
/// somebody who may not, and no part of the file is ever held in memory.
async fn add(visit: Visit, Path(case): Path<String>, request: Request) -> PageResult {
    let case: CaseId = id(&case)?;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| PageError::UnsupportedType)?;
    let limit = app::document::largest(&visit.app)?;
    let sizes = SizeLimit::new().whole_stream(limit + 16 * FIELD).per_field(FIELD).for_field("file", limit);
    let constraints = Constraints::new().size_limit(sizes);
    let body = request.into_body().into_data_stream();
    let mut parts = Multipart::with_constraints(body, boundary, constraints);
    let mut form = Form::empty();
    while let Some(field) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            return file(&visit, case, form, field).await;
        }
        let value = field.text().await.map_err(|error| broken(&error))?;
        form = form.and(&name, &value);
    }
    // Without a file at the end, what there is still shows whether the form was ours.
    visit.check_token(form.raw(TOKEN_FIELD))?;
    let mut errors = FormErrors::none();
    errors.add("file", msg("document-file-missing"));
    draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

async fn file(visit: &Visit, case: CaseId, form: Form, field: Field<'_>) -> PageResult {
    visit.check_token(form.raw(TOKEN_FIELD))?;
    let mut errors = FormErrors::none();
    let given = field.file_name().unwrap_or_default().to_owned();
    let name = file_name(&given).ok();
    if name.is_none() {
        errors
            .add("file", msg(if given.is_empty() { "document-file-missing" } else { "document-name-wrong" }));
    }
    let compartment = compartment(&form, &mut errors);
    let words = prose(&form, "words", &mut errors);
    let marks =
        Marks { youth_sealed: form.chose("marks", "youth"), immigration: form.chose("marks", "immigration") };
    if let (Some(name), Some(compartment), true) = (name, compartment, errors.is_empty()) {
        let claim = visit.claim_upload(form.raw(NONCE_FIELD)).await?;
        if let Some(address) = &claim.sent_before {
            return visit.leave_to(address, msg("note-sent-before"));
        }
        let outcome = take(visit, case, compartment, About { name, words, marks }, field).await;
        match &outcome {
            Ok(true) => claim.settle(visit, &visit.href(&format!("/case/{case}"))).await?,
            _ => claim.release(visit).await?,
        }
        if outcome? {
            return visit.done(&format!("/case/{case}"), msg("note-document-added"));
        }
        errors.add("file", msg("document-empty"));
    }
    draw(visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

/// Streams the file to the disk; whether there was anything in it.
async fn take(
    visit: &Visit,
    case: CaseId,
    compartment: domain::id::CompartmentId,
    about: About,
    mut field: Field<'_>,
) -> Result<bool, PageError> {
    let mut upload: Upload = app::document::begin(&visit.app, &visit.actor(), compartment).await?;
    if upload.case() != case {
        return Err(PageError::NotFound);
    }
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        upload.push(&chunk).await?;
    }
    match upload.finish(about).await {
        Ok(_) => Ok(true),
        Err(app::Error::Invalid(_)) => Ok(false),
        Err(other) => Err(other.into()),
    }
}

/// The header that makes a browser keep a file under its name instead of showing it: a plain form for old ones, and the
/// full name (RFC 6266, RFC 8187).
fn disposition(name: &Line) -> HeaderValue {
    let plain: String = name
        .as_str()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' })
        .collect();
    let full = utf8_percent_encode(name.as_str(), NAME);
    HeaderValue::try_from(format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{full}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

async fn download(visit: Visit, Path(document): Path<String>) -> PageResult {
    let document: DocumentId = id(&document)?;
    let download = app::document::open(&visit.app, &visit.actor(), document).await?;
    let it = download.document.clone();
    let name = file_name(&it.name).unwrap_or_else(|_| unnamed());
    // A piece that fails breaks the connection, so that the reader cannot take the beginning for the whole.
    let pieces = stream::try_unfold(download, |mut download| async move {
        match download.next().await {
            Ok(Some(piece)) => Ok(Some((piece, download))),
            Ok(None) => Ok(None),
            Err(error) => {
                tracing::error!(%error, "a document broke off");
                Err(std::io::Error::other("the document broke off"))
            }
        }
    });
    let mut response: Response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    let kind =
        HeaderValue::try_from(it.media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(CONTENT_TYPE, kind);
    headers.insert(CONTENT_DISPOSITION, disposition(&name));
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    if let Ok(length) = u64::try_from(it.size) {
        headers.insert(CONTENT_LENGTH, length.into());
    }
    Ok(response)
}

/// A name for a document whose own cannot be given out.
#[expect(clippy::expect_used, reason = "a fixed word is a line")]
fn unnamed() -> Line {
    Line::parse("document").expect("a fixed word is a line")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_other_letters_goes_out_in_both_forms() {
        let name = Line::parse("Déclaration \"A\".pdf").unwrap();
        assert_eq!(
            disposition(&name),
            "attachment; filename=\"D_claration _A_.pdf\"; filename*=UTF-8''D%C3%A9claration%20%22A%22.pdf"
        );
    }
}
