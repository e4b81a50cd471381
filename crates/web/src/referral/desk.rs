//! The desk: what the agency takes in, and what the reader sent.

use app::referral::{AtDesk, Sent};
use askama::Template;
use domain::referral::{Referral, ReferralState};
use packs::Rules;

use super::follow::steps;
use crate::component::{ClockPill, TrackStep};
use crate::{L10n, Page, PageResult, SignedIn, render};

#[derive(Template)]
#[template(path = "referral/list.html")]
struct List {
    t: L10n,
    page: Page,
    desk: bool,
    waiting: Vec<Row>,
    answered: Vec<Row>,
    sent: Vec<SentRow>,
}

/// A referral at the desk.
struct Row {
    href: String,
    title: String,
    from: String,
    state: String,
    received: String,
    pill: Option<ClockPill>,
}

/// A referral that the reader sent.
struct SentRow {
    title: String,
    steps: Vec<TrackStep>,
}

/// What waits, what was answered, what the reader sent.
pub(super) async fn list(visit: SignedIn) -> PageResult {
    let inbox = app::referral::inbox(&visit.app, &visit.actor).await?;
    let t = visit.t;
    let rules = visit.app.rules_at(inbox.at);
    let waiting = inbox.waiting.iter().map(|AtDesk { referral, clock }| {
        let pill = clock.as_ref().map(|clock| ClockPill::of(t, clock, inbox.at));
        Row { pill, ..row(&visit, rules, referral) }
    });
    let sent = inbox.sent.iter().map(|Sent { stands, .. }| SentRow {
        title: t.with("referral-numbered", [("number", stands.number.as_str())]),
        steps: steps(t, stands),
    });
    render(&List {
        t,
        page: visit.page(t.get("nav-referrals-title"))?,
        desk: inbox.desk,
        waiting: waiting.collect(),
        answered: inbox.answered.iter().map(|referral| row(&visit, rules, referral)).collect(),
        sent: sent.collect(),
    })
}

fn row(visit: &SignedIn, rules: Rules<'_>, referral: &Referral) -> Row {
    let t = visit.t;
    Row {
        href: visit.href(&format!("/referrals/{}", referral.id)),
        title: title(t, referral),
        from: source(t, rules, referral),
        state: t.get(state(referral.state)),
        received: t.day_month_time(referral.received_at),
        pill: None,
    }
}

/// Its number, and the name and age that were told.
pub(super) fn title(t: L10n, referral: &Referral) -> String {
    let told = |question: &str| referral.answers.get(question).and_then(|given| given.first()).cloned();
    let mut parts = vec![t.with("referral-numbered", [("number", referral.number.as_str())])];
    parts.extend(told("name_used"));
    parts.extend(told("age"));
    parts.join(", ")
}

/// Where it comes from, in the pack's words.
pub(super) fn source(t: L10n, rules: Rules<'_>, referral: &Referral) -> String {
    let code = rules.codes("referral-sources").and_then(|sources| sources.code(&referral.source));
    code.map_or_else(|| t.get("referral-source-unsaid"), |code| t.say(&code.label).to_owned())
}

pub(super) fn state(state: ReferralState) -> crate::MsgId {
    use crate::msg;
    match state {
        ReferralState::Received => msg("referral-state-received"),
        ReferralState::Read => msg("referral-state-read"),
        ReferralState::Accepted => msg("referral-state-accepted"),
        ReferralState::Declined => msg("referral-state-declined"),
    }
}
