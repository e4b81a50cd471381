//! Bodies that never end or never stop growing.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, timeout, timeout_at};

use crate::error::PageError;

/// A form takes at most this many bytes; uploads have their own route and limit.
pub const FORM_LIMIT: usize = 256 * 1024;
/// The longest silence within a body.
const SILENCE: Duration = Duration::from_secs(15);
/// The longest time for a whole body; an upload over a slow line must fit.
const WHOLE: Duration = Duration::from_secs(15 * 60);

/// A body that stopped, or dripped on for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body did not arrive in time")]
pub struct TooSlow;

struct Timed {
    inner: BodyDataStream,
    deadline: Instant,
}

/// Puts a deadline on the body of each request, whoever reads it.
pub(crate) async fn time_bodies(request: Request, next: Next) -> Response {
    next.run(request.map(|body| timed(body, SILENCE, WHOLE))).await
}

fn timed(body: Body, silence: Duration, whole: Duration) -> Body {
    let start = Timed { inner: body.into_data_stream(), deadline: Instant::now() + whole };
    Body::from_stream(stream::try_unfold(start, move |mut state| async move {
        let until = state.deadline.min(Instant::now() + silence);
        match timeout_at(until, state.inner.next()).await {
            Ok(Some(Ok(chunk))) => Ok(Some((chunk, state))),
            Ok(Some(Err(error))) => Err(error),
            Ok(None) => Ok(None),
            Err(_) => Err(axum::Error::new(TooSlow)),
        }
    }))
}

/// Reads a whole body of at most `limit` bytes.
///
/// # Errors
/// [`PageError::TooLarge`], [`PageError::TimedOut`], or [`PageError::Bad`] when the connection broke.
pub(crate) async fn read_all(body: Body, limit: usize) -> Result<Vec<u8>, PageError> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|error| read_error(&error))?;
        if bytes.len() + chunk.len() > limit {
            drain(stream).await;
            return Err(PageError::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn read_error(error: &axum::Error) -> PageError {
    why_broken(error)
}

/// Why a body did not arrive: it took too long, or the connection broke.
pub(crate) fn why_broken(error: &(dyn std::error::Error + 'static)) -> PageError {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.is::<TooSlow>() {
            return PageError::TimedOut;
        }
        cause = error.source();
    }
    PageError::Bad("the body broke off")
}

/// Takes in some more of a body that is refused, so that the sender gets to read the refusal instead of a broken
/// connection.
async fn drain(mut stream: BodyDataStream) {
    const MOST: usize = 4 * 1024 * 1024;
    let mut seen = 0;
    let rest = async {
        while let Some(Ok(chunk)) = stream.next().await {
            seen += chunk.len();
            if seen > MOST {
                break;
            }
        }
    };
    // Running out of time is as good as reaching the end.
    let _ = timeout(Duration::from_secs(3), rest).await;
}

#[cfg(test)]
mod tests {
    use axum::body::Bytes;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_silent_body_ends() {
        let endless = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
        let read = read_all(timed(endless, SILENCE, WHOLE), 10).await;
        assert!(matches!(read, Err(PageError::TimedOut)), "{read:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_dripping_body_ends_too() {
        let dripping = Body::from_stream(stream::unfold((), |()| async {
            tokio::time::sleep(Duration::from_secs(10)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b"x")), ()))
        }));
        let read = read_all(timed(dripping, SILENCE, WHOLE), 1_000_000).await;
        assert!(matches!(read, Err(PageError::TimedOut)), "{read:?}");
    }

    #[tokio::test]
    async fn a_large_body_is_refused_and_a_small_one_read() {
        assert!(matches!(read_all(Body::from("12345"), 4).await, Err(PageError::TooLarge)));
        assert_eq!(read_all(Body::from("1234"), 4).await.unwrap(), b"1234");
    }
}
