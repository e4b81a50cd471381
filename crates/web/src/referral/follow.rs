//! Hearing back without an account: the secret that was shown once tells where the referral stands, and nothing else.

use app::referral::Followed;
use askama::Template;
use axum::http::StatusCode;
use domain::referral::ReferralState;

use crate::component::{StepState, TrackStep};
use crate::{Form, FormErrors, FormView, L10n, Page, PageResult, Visit, msg, render_with};

const FORM: &str = "follow";
const SECRET: &str = "secret";

#[derive(Template)]
#[template(path = "referral/follow.html")]
struct Follow {
    t: L10n,
    page: Page,
    f: FormView,
    found: Option<Found>,
}

struct Found {
    number: String,
    steps: Vec<TrackStep>,
}

/// Asks for the secret.
pub(super) async fn ask(visit: Visit) -> PageResult {
    show(&visit, StatusCode::OK, Form::empty(), FormErrors::none(), None)
}

/// Tells where the referral stands. A secret that was never given is answered like any other that is not there.
pub(super) async fn follow(visit: Visit, form: Form) -> PageResult {
    if form.only_language() && form.given(SECRET).is_none() {
        return show(&visit, StatusCode::OK, form, FormErrors::none(), None);
    }
    match app::referral::hear_back(&visit.app, &visit.actor(), form.text(SECRET)).await {
        Ok(followed) => show(&visit, StatusCode::OK, form, FormErrors::none(), Some(followed)),
        Err(app::Error::NotFound) => {
            let mut errors = FormErrors::none();
            errors.add(SECRET, msg("referral-follow-unknown"));
            show(&visit, StatusCode::NOT_FOUND, form, errors, None)
        }
        Err(other) => Err(other.into()),
    }
}

fn show(
    visit: &Visit,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
    found: Option<Followed>,
) -> PageResult {
    let t = visit.t;
    let page = visit.page(t.get("referral-neutral-title"))?.with_form(FORM, "/refer/follow");
    let f = FormView::new(&page, form, errors)?;
    let found = found.map(|followed| Found { number: followed.number.clone(), steps: steps(t, &followed) });
    render_with(status, &Follow { t, page, f, found })
}

/// Received, read, answered: three stops. What the answer was is told by a person.
pub(super) fn steps(t: L10n, followed: &Followed) -> Vec<TrackStep> {
    let stop = |name: String, at: Option<jiff::Timestamp>, next: bool| TrackStep {
        name,
        detail: at.map_or_else(|| t.get("referral-not-yet"), |at| t.day_month_time(at)),
        state: match (at, next) {
            (Some(_), _) => StepState::Done,
            (None, true) => StepState::Now,
            (None, false) => StepState::Ahead,
        },
    };
    let answered = matches!(followed.state, ReferralState::Accepted | ReferralState::Declined);
    // Whoever answers has read, even where nobody opened it first.
    let read_at = followed.read_at.or(followed.answered_at.filter(|_| answered));
    vec![
        stop(t.get("referral-step-received"), Some(followed.received_at), false),
        stop(t.get("referral-step-read"), read_at, true),
        stop(t.get("referral-step-answered"), followed.answered_at, read_at.is_some()),
    ]
}
