//! What people are told, in words: what happened, where it is. No personal data is in a notice; the page behind it has it.

use axum::extract::Path;
use domain::id::NoticeId;
use domain::notice::{Notice, NoticeKind};

use crate::{Access, Form, L10n, Ledger, MsgId, PageError, PageResult, Routes, SignedIn, msg, nav};

pub(crate) fn routes() -> Routes {
    Routes::new().post_again("/notices/{id}/seen", "notice.seen", Access::SignedIn, Ledger::Entry, seen)
}

/// A notice as the page shows it.
pub(crate) struct NoticeRow {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) text: String,
    /// Where it leads; empty when there is nothing to open.
    pub(crate) href: String,
    pub(crate) time: String,
    pub(crate) datetime: String,
    pub(crate) seen: bool,
}

impl NoticeRow {
    /// A notice in words. `today` is whether it came today: then the hour says enough.
    pub(crate) fn new(
        t: L10n,
        page: &impl Fn(&str) -> String,
        notice: &Notice,
        about: &str,
        today: bool,
    ) -> Self {
        let (title, text) = words(notice.kind);
        let text = if about.is_empty() { t.get(text) } else { format!("{about}. {}", t.get(text)) };
        Self {
            id: notice.id.to_string(),
            title: t.get(title),
            text,
            href: link(notice).map_or_else(String::new, |path| page(&path)),
            time: if today { t.time(notice.at) } else { t.day_month_time(notice.at) },
            datetime: t.datetime_attribute(notice.at),
            seen: notice.seen_at.is_some(),
        }
    }
}

fn words(kind: NoticeKind) -> (MsgId, MsgId) {
    match kind {
        NoticeKind::ReferralReceived => {
            (msg("notice-referral-received"), msg("notice-referral-received-text"))
        }
        NoticeKind::ReferralAnswered => {
            (msg("notice-referral-answered"), msg("notice-referral-answered-text"))
        }
        NoticeKind::MatchRaised => (msg("notice-match-raised"), msg("notice-match-raised-text")),
        NoticeKind::MatchAnswered => (msg("notice-match-answered"), msg("notice-match-answered-text")),
        NoticeKind::CaseJoined => (msg("notice-case-joined"), msg("notice-case-joined-text")),
        NoticeKind::LiaisonRouted => (msg("notice-liaison-routed"), msg("notice-liaison-routed-text")),
        NoticeKind::ConsentGiven => (msg("notice-consent-given"), msg("notice-consent-given-text")),
        NoticeKind::ConsentWithdrawn => {
            (msg("notice-consent-withdrawn"), msg("notice-consent-withdrawn-text"))
        }
        NoticeKind::ServiceReferral => (msg("notice-service-referral"), msg("notice-service-referral-text")),
        NoticeKind::BreakGlass => (msg("notice-break-glass"), msg("notice-break-glass-text")),
        NoticeKind::ClockRanOut => (msg("notice-clock-ran-out"), msg("notice-clock-ran-out-text")),
        NoticeKind::TaskSet => (msg("notice-task-set"), msg("notice-task-set-text")),
    }
}

fn link(notice: &Notice) -> Option<String> {
    let case = || notice.case.and_then(|id| nav::below(nav::CASES, id));
    let own = match notice.kind {
        NoticeKind::ReferralReceived => Some(format!("/referrals/{}", notice.subject_id)),
        NoticeKind::ReferralAnswered => Some("/referrals#sent".to_owned()),
        NoticeKind::MatchRaised | NoticeKind::MatchAnswered => nav::below("/matches", &notice.subject_id),
        NoticeKind::ServiceReferral => nav::below("/service-referrals", &notice.subject_id),
        NoticeKind::BreakGlass => nav::below("/break-glass", &notice.subject_id),
        NoticeKind::ClockRanOut => Some("/clocks".to_owned()),
        NoticeKind::CaseJoined
        | NoticeKind::LiaisonRouted
        | NoticeKind::ConsentGiven
        | NoticeKind::ConsentWithdrawn
        | NoticeKind::TaskSet => None,
    };
    own.or_else(case)
}

/// Notes that the reader has seen a notice. Pressed twice, it is as good as once.
async fn seen(visit: SignedIn, Path(id): Path<String>, _form: Form) -> PageResult {
    let id: NoticeId = id.parse().map_err(|_| PageError::NotFound)?;
    match app::home::see(&visit.app, &visit.actor, id).await {
        Ok(()) => visit.done("/now", msg("note-notice-seen")),
        // Not theirs, or seen before: the first page shows what is left.
        Err(app::Error::Conflict | app::Error::NotFound) => Err(PageError::NotFound),
        Err(other) => Err(other.into()),
    }
}
