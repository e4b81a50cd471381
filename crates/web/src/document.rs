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
use multer::Field;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::case::manage::title;
use crate::case::view::{At, HeadView, size};
use crate::case::{Reader, id, readers};
use crate::entry::{compartment, prose};
use crate::form::{NONCE_FIELD, TOKEN_FIELD};
use crate::i18n::msg;
use crate::{
    Access, Choice, Claim, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes,
    Visit, render_with, upload,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/case/{id}/document", "document.new", Access::SignedIn, Ledger::Entry, new)
        .upload("/case/{id}/document", "document.add", Access::SignedIn, Ledger::Entry, add)
        .get("/document/{id}", "document.download", Access::SignedIn, Ledger::Entry, download)
}

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

/// Adds a document. The fields before the file say who sends it and where it goes; so nothing is written to the disk for
/// somebody who may not, and no part of the file is ever held in memory.
async fn add(visit: Visit, Path(case): Path<String>, request: Request) -> PageResult {
    let case: CaseId = id(&case)?;
    let (form, sent) = upload::read(request, app::document::largest(&visit.app)?).await?;
    visit.check_token(form.raw(TOKEN_FIELD))?;
    let mut errors = FormErrors::none();
    let given = sent.as_ref().and_then(Field::file_name).unwrap_or_default();
    let name = file_name(given).ok();
    if name.is_none() {
        errors
            .add("file", msg(if given.is_empty() { "document-file-missing" } else { "document-name-wrong" }));
    }
    let compartment = compartment(&form, &mut errors);
    let words = prose(&form, "words", &mut errors);
    let marks =
        Marks { youth_sealed: form.chose("marks", "youth"), immigration: form.chose("marks", "immigration") };
    let (Some(field), Some(name), Some(compartment), true) = (sent, name, compartment, errors.is_empty())
    else {
        return draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await;
    };
    let claimed = match visit.claim(form.raw(NONCE_FIELD)).await? {
        Claim::First(claimed) => claimed,
        Claim::Before(answer) => return Ok(*answer),
    };
    let act = async {
        if take(&visit, case, compartment, About { name, words, marks }, field).await? {
            return visit.done(&format!("/case/{case}"), msg("note-document-added"));
        }
        errors.add("file", msg("document-empty"));
        draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
    };
    claimed.around(act).await
}

/// Streams the file to the disk; whether there was anything in it.
async fn take(
    visit: &Visit,
    case: CaseId,
    compartment: domain::id::CompartmentId,
    about: About,
    mut field: Field<'_>,
) -> Result<bool, PageError> {
    let mut taken: Upload = app::document::begin(&visit.app, &visit.actor(), compartment).await?;
    if taken.case() != case {
        return Err(PageError::NotFound);
    }
    while let Some(chunk) = field.chunk().await.map_err(|error| upload::broken(&error))? {
        taken.push(&chunk).await?;
    }
    match taken.finish(about).await {
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
