//! Styles, scripts and fonts, embedded in the binary from `web/dist/` (made by `cargo xtask web`).

use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::error::PageError;

/// The commands of xtask set this to the hash of the bundle: a new bundle then recompiles this crate, which the
/// embedding alone does not notice when a file is added.
const _WEB: Option<&str> = option_env!("CAUSEWAY_WEB_HASH");

#[derive(RustEmbed)]
#[folder = "../../web/dist/"]
#[allow_missing = true]
struct Dist;

static VERSION: LazyLock<String> = LazyLock::new(|| {
    Dist::get("MANIFEST").map_or_else(
        || "none".to_owned(),
        |file| hex::encode(file.metadata.sha256_hash().get(..8).unwrap_or_default()),
    )
});

/// Whether the bundle is there. A binary for real use refuses to start without it.
#[must_use]
pub fn are_embedded() -> bool {
    Dist::get("MANIFEST").is_some()
}

/// The licences of what the bundle contains.
#[must_use]
pub fn licences() -> Option<String> {
    let file = Dist::get("LICENCES.txt")?;
    Some(String::from_utf8_lossy(&file.data).into_owned())
}

/// Where the assets lie, with the bundle's version in the path: addresses change with the content, so browsers may
/// keep them for good.
#[must_use]
pub fn base() -> String {
    format!("/static/{}", *VERSION)
}

/// Serves one file. Only exact names of the bundle exist: there is no file system to walk.
pub(crate) async fn serve(
    Path((version, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let kind = kind(&name).ok_or(PageError::NotFound)?;
    let file = Dist::get(&name).ok_or(PageError::NotFound)?;
    let tag = format!("\"{}\"", hex::encode(file.metadata.sha256_hash()));
    // A page from before an upgrade still finds its style, but must not keep it under the old address.
    let keep = if version == *VERSION { "public, max-age=31536000, immutable" } else { "no-cache" };
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|list| list.split(',').any(|t| t.trim().trim_start_matches("W/") == tag));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(file.data.into_owned()).into_response()
    };
    let out = response.headers_mut();
    out.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    out.insert(ETAG, HeaderValue::from_str(&tag).map_err(PageError::internal)?);
    Ok(response)
}

/// The kinds of file that the bundle may serve; MANIFEST is not one of them.
fn kind(name: &str) -> Option<&'static str> {
    match name.rsplit_once('.')?.1 {
        "css" => Some("text/css; charset=utf-8"),
        "js" => Some("text/javascript; charset=utf-8"),
        "woff2" => Some("font/woff2"),
        "svg" => Some("image/svg+xml"),
        "txt" => Some("text/plain; charset=utf-8"),
        _ => None,
    }
}
