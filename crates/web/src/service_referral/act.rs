//! The next step of a referral, who works on it, and a note of the service.

use app::entry::Note;
use app::service_referral::Step;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::entry::{EntryKind, Marks};
use domain::id::{CompartmentId, MemberId};
use domain::service_referral::LoopState;
use domain::text::{Line, Prose};

use super::{again, id_of};
use crate::{Form, FormErrors, PageError, PageResult, Visit, msg};

const WRONG: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

fn prose(form: &Form, field: &str, errors: &mut FormErrors) -> Option<Prose> {
    Prose::parse_optional(form.raw(field)).unwrap_or_else(|_| {
        errors.add(field, msg("service-referral-text-wrong"));
        None
    })
}

/// Answers it, or takes it back: which of the two the state says that it leads to.
pub(super) async fn answer(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let id = id_of(&id)?;
    if form.only_language() {
        return again(&visit, id, StatusCode::OK, form, FormErrors::none()).await;
    }
    let to = LoopState::from_code(form.text("to")).ok_or(PageError::Unprocessable)?;
    let mut errors = FormErrors::none();
    let step =
        Step { reason: form.given("reason").map(str::to_owned), note: prose(&form, "note", &mut errors) };
    if errors.is_empty() {
        let (actor, back) = (visit.actor(), to == LoopState::Withdrawn);
        let outcome = if back {
            app::service_referral::take_back(&visit.app, &actor, id, step).await
        } else {
            app::service_referral::answer(&visit.app, &actor, id, to, step).await
        };
        if errors.settle(outcome)?.is_some() {
            let note = if back {
                msg("note-service-referral-taken-back")
            } else {
                msg("note-service-referral-answered")
            };
            return visit.done(&format!("/service-referrals/{id}"), note);
        }
    }
    again(&visit, id, WRONG, form, errors).await
}

pub(super) async fn assign(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let id = id_of(&id)?;
    if form.only_language() {
        return again(&visit, id, StatusCode::OK, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    match form.text("member").parse::<MemberId>() {
        Err(_) => errors.add("member", msg("service-referral-fault-member")),
        Ok(member) => {
            let outcome = app::service_referral::assign(&visit.app, &visit.actor(), id, member).await;
            if errors.settle(outcome)?.is_some() {
                return visit
                    .done(&format!("/service-referrals/{id}"), msg("note-service-referral-assigned"));
            }
        }
    }
    again(&visit, id, WRONG, form, errors).await
}

pub(super) async fn note(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let id = id_of(&id)?;
    if form.only_language() {
        return again(&visit, id, StatusCode::OK, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let place = form.text("place").parse::<CompartmentId>().map_err(|_| PageError::NotFound)?;
    // A note goes where this referral's own page offers it, and nowhere else.
    let view = app::service_referral::show(&visit.app, &visit.actor(), id).await?;
    if !view.writable.iter().any(|(offered, _)| *offered == place) {
        return Err(PageError::NotFound);
    }
    let title = errors.required(&form, "title", msg("service-referral-note-title-missing")).to_owned();
    let body = prose(&form, "body", &mut errors);
    if !errors.is_empty() {
        return again(&visit, id, WRONG, form, errors).await;
    }
    let Ok(title) = Line::parse(&title) else {
        errors.add("title", msg("service-referral-text-wrong"));
        return again(&visit, id, WRONG, form, errors).await;
    };
    let note =
        Note { kind: EntryKind::Note, at: None, title, body, sensitive_body: None, marks: Marks::default() };
    let outcome = app::entry::write(&visit.app, &visit.actor(), place, note).await;
    if errors.settle(outcome)?.is_some() {
        return visit.done(&format!("/service-referrals/{id}"), msg("note-service-referral-noted"));
    }
    again(&visit, id, WRONG, form, errors).await
}
