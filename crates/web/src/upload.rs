//! Bodies of uploads: the fields of a form, then one file, which streams.

use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use futures_util::{StreamExt as _, stream};
use multer::{Constraints, Field, Multipart, SizeLimit};

use crate::{Form, PageError};

/// The most that a field beside the file may hold.
const FIELD: u64 = 64 * 1024;
/// Name of the field with the file, in every form that has one. It comes last.
const FILE: &str = "file";

/// Why a body's parts could not be read.
pub(crate) fn broken(error: &multer::Error) -> PageError {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            PageError::TooLarge
        }
        multer::Error::StreamReadFailed(cause) => crate::body::why_broken(cause.as_ref()),
        _ => PageError::Bad("the upload's parts cannot be told apart"),
    }
}

/// The fields before the file, and the file, of which nothing was read yet: so nothing of it is taken in for somebody who
/// may not send it, and no whole file is ever held in memory. A file of more than `largest` bytes breaks off.
///
/// # Errors
/// When the body is no such form, has too large a field, or breaks off.
pub(crate) async fn read(
    request: Request,
    largest: u64,
) -> Result<(Form, Option<Field<'static>>), PageError> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let boundary = multer::parse_boundary(kind).map_err(|_| PageError::UnsupportedType)?;
    let sizes = SizeLimit::new().whole_stream(largest + 16 * FIELD).per_field(FIELD).for_field(FILE, largest);
    let constraints = Constraints::new().size_limit(sizes);
    // The parser takes all that is ready at once, so that a fast sender would fill the memory: after each piece, the next
    // one is not ready.
    let body = stream::unfold((request.into_body().into_data_stream(), false), async |(mut body, again)| {
        if again {
            tokio::task::yield_now().await;
        }
        body.next().await.map(|piece| (piece, (body, true)))
    });
    let mut parts = Multipart::with_constraints(body, boundary, constraints);
    let mut form = Form::empty();
    while let Some(field) = parts.next_field().await.map_err(|error| broken(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == FILE {
            return Ok((form, Some(field)));
        }
        let value = field.text().await.map_err(|error| broken(&error))?;
        form = form.and(&name, &value);
    }
    Ok((form, None))
}
