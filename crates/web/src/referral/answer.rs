//! Answering a referral: told, taken up, declined. Each leads to where its result is.

use app::referral::TakeUp;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{RecordId, ReferralId};
use domain::text::{BadText, Line, Prose};

use super::id;
use super::show::{draw, members};
use crate::{Form, FormErrors, MsgId, PageResult, SignedIn, msg, nav};

/// Notes that a person told the sender that it arrived.
pub(super) async fn told(visit: SignedIn, Path(referral): Path<String>, _form: Form) -> PageResult {
    let id: ReferralId = id(&referral)?;
    app::referral::told(&visit.app, &visit.actor, id).await?;
    visit.done(&format!("/referrals/{id}"), msg("note-referral-told"))
}

/// Takes it up: on to the case.
pub(super) async fn take_up(visit: SignedIn, Path(referral): Path<String>, form: Form) -> PageResult {
    let id: ReferralId = id(&referral)?;
    let mut errors = FormErrors::none();
    let pronouns =
        Line::parse_optional(form.raw("pronouns")).map_err(|wrong| errors.add("pronouns", words(wrong)));
    let records = form.all("records").iter().filter_map(|id| id.parse::<RecordId>().ok()).collect();
    if let Ok(pronouns) = pronouns {
        let take_up = TakeUp {
            case_type: form.text("case_type").to_owned(),
            pronouns,
            records,
            joining: members(&form),
        };
        let outcome = app::referral::take_up(&visit.app, &visit.actor, id, take_up).await;
        if let Some(case) = errors.settle(outcome)? {
            let place = nav::below(nav::CASES, case).unwrap_or_else(|| format!("/referrals/{id}"));
            return visit.done(&place, msg("note-referral-taken-up"));
        }
    }
    draw(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, form, errors).await
}

/// Declines it with a reason: back to the desk.
pub(super) async fn decline(visit: SignedIn, Path(referral): Path<String>, form: Form) -> PageResult {
    let id: ReferralId = id(&referral)?;
    let mut errors = FormErrors::none();
    match Prose::parse_optional(form.raw("words")) {
        Ok(written) => {
            let outcome =
                app::referral::decline(&visit.app, &visit.actor, id, form.text("reason"), written).await;
            if errors.settle(outcome)?.is_some() {
                return visit.done("/referrals", msg("note-referral-declined"));
            }
        }
        Err(wrong) => errors.add("words", words(wrong)),
    }
    draw(&visit, id, StatusCode::UNPROCESSABLE_ENTITY, form, errors).await
}

fn words(wrong: BadText) -> MsgId {
    match wrong {
        BadText::Empty => msg("answer-required"),
        BadText::TooLong(_) => msg("answer-too-long"),
        BadText::Control => msg("answer-control-character"),
    }
}
