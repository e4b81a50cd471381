//! Deadlines: how one line of them reads, the page of all of an agency, stopping one.

use app::home::{About, ClockLine};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::clock::{ClockStatus, ClockSubject};
use domain::id::{ClockId, MemberId};
use domain::text::{BadText, Line};
use jiff::Timestamp;
use packs::{ClockRule, Length, Rules, Unit};

use crate::component::{ClockPill, RuleCitation};
use crate::{
    Access, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, SignedIn, msg,
    render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/clocks", "clock.list", Access::SignedIn, Ledger::Entry, list)
        .post("/clocks/{id}/stop", "clock.stop", Access::SignedIn, Ledger::Entry, stop)
        .post("/clocks/{id}/resume", "clock.resume", Access::SignedIn, Ledger::Entry, resume)
}

/// One line of a list of deadlines: how it stands, what has to be done for whom, how long is left, by when, who must act.
pub(crate) struct ClockRow {
    pub(crate) id: String,
    pub(crate) pill: ClockPill,
    pub(crate) title: String,
    /// Where the thing is; empty when the reader may not open it.
    pub(crate) href: String,
    pub(crate) left: String,
    pub(crate) detail: String,
    pub(crate) who: String,
    pub(crate) rule: Option<RuleCitation>,
    pub(crate) may_stop: bool,
    pub(crate) may_resume: bool,
}

impl ClockRow {
    /// A deadline as it stands at this moment, for this reader.
    pub(crate) fn new(
        t: L10n,
        page: &impl Fn(&str) -> String,
        rules: Rules<'_>,
        line: &ClockLine<'_>,
        me: Option<MemberId>,
        at: Timestamp,
    ) -> Self {
        let what = line.rule.map_or_else(|| line.clock.rule.clone(), |rule| t.say(&rule.label).to_owned());
        Self {
            id: line.clock.id.to_string(),
            pill: ClockPill::plain(t, line.status),
            title: title(t, what, &line.about),
            href: link(line).map_or_else(String::new, |path| page(&path)),
            left: left(t, line, at),
            detail: detail(t, line),
            who: who(t, rules, line, me),
            rule: line.rule.map(|rule| citation(t, rule)),
            may_stop: line.may_stop,
            may_resume: line.may_resume,
        }
    }
}

/// What has to be done, and for whom.
fn title(t: L10n, what: String, about: &About) -> String {
    let mut parts = vec![what];
    match about {
        About::Case { name, age, .. } => {
            parts.push(name.clone());
            parts.extend(age.map(|age| age.to_string()));
        }
        About::Referral { number, name, age, .. } => {
            parts.push(t.with("clock-referral", [("number", number.as_str())]));
            parts.extend(name.clone());
            parts.extend(age.clone());
        }
        About::Other { .. } => {}
    }
    parts.join(", ")
}

fn link(line: &ClockLine<'_>) -> Option<String> {
    match &line.about {
        About::Referral { id, .. } => Some(format!("/referrals/{id}")),
        About::Case { id, .. } if line.clock.subject == ClockSubject::Case => {
            crate::nav::below(crate::nav::CASES, id)
        }
        About::Case { id, .. } => subject_link(line.clock.subject, &line.clock.subject_id)
            .or(crate::nav::below(crate::nav::CASES, id)),
        About::Other { kind, id } => subject_link(*kind, id),
    }
}

/// Where a thing of this kind is, if it has a page of its own.
fn subject_link(kind: ClockSubject, id: &str) -> Option<String> {
    match kind {
        ClockSubject::Match => crate::nav::below("/matches", id),
        ClockSubject::ServiceReferral => crate::nav::below("/service-referrals", id),
        ClockSubject::BreakGlass => crate::nav::below("/break-glass", id),
        ClockSubject::Referral | ClockSubject::Case | ClockSubject::Consent | ClockSubject::Task => None,
    }
}

/// How long is left, or by how much it is late.
fn left(t: L10n, line: &ClockLine<'_>, at: Timestamp) -> String {
    let left = at.duration_until(line.clock.due_at);
    match line.status {
        ClockStatus::Overdue => t.with("clock-over", [("time", t.duration(left))]),
        ClockStatus::DueSoon | ClockStatus::OnTime => t.with("clock-left", [("time", t.duration(left))]),
        ClockStatus::Stopped => t.get("clock-paused"),
        ClockStatus::Met => String::new(),
    }
}

/// By when, and what the rule allows.
fn detail(t: L10n, line: &ClockLine<'_>) -> String {
    let clock = &line.clock;
    let by = |at: Timestamp| format!("{}, {}", t.weekday_day_month(at), t.time(at));
    let when = match line.status {
        ClockStatus::Overdue => t.with("clock-was-due", [("when", by(clock.due_at))]),
        ClockStatus::DueSoon | ClockStatus::OnTime => t.with("clock-due-by", [("when", by(clock.due_at))]),
        ClockStatus::Stopped => {
            let when = clock.stopped_at.map_or_else(String::new, by);
            let why = clock.stopped_why.clone().unwrap_or_default();
            return t.with("clock-stopped-on", (("when", when), ("why", why)));
        }
        ClockStatus::Met => {
            return t.with("clock-met-on", [("when", clock.met_at.map_or_else(String::new, by))]);
        }
    };
    let Some(rule) = line.rule else { return when };
    let allowed = t.with("clock-allows", (("when", &when), ("length", length(t, rule.length).as_str())));
    match &rule.note {
        Some(note) => format!("{allowed} {}", t.say(note)),
        None => allowed,
    }
}

/// A length as the pack counts it.
pub(crate) fn length(t: L10n, length: Length) -> String {
    let n = length.amount();
    let id = match length.unit() {
        Unit::Minutes => "length-minutes",
        Unit::Hours => "length-hours",
        Unit::Days => "length-days",
        Unit::Months => "length-months",
        Unit::Years => "length-years",
        Unit::BusinessHours => "length-business-hours",
        Unit::BusinessDays => "length-business-days",
    };
    t.with(id, [("n", n)])
}

/// Who must act: the reader, a colleague, or whoever has the role that the rule names.
fn who(t: L10n, rules: Rules<'_>, line: &ClockLine<'_>, me: Option<MemberId>) -> String {
    if !matches!(line.status, ClockStatus::Overdue | ClockStatus::DueSoon | ClockStatus::OnTime) {
        return String::new();
    }
    match line.clock.member {
        Some(member) if Some(member) == me => t.get("clock-who-you"),
        Some(_) => t.get("clock-who-colleague"),
        None => {
            let role = line.rule.map(|rule| rule.acts.role.as_str()).unwrap_or_default();
            let role = rules.codes("roles").and_then(|roles| roles.code(role)).map(|role| t.say(&role.label));
            role.map_or_else(String::new, |role| t.with("clock-who-role", [("role", role)]))
        }
    }
}

/// A rule of a clock with its sources.
pub(crate) fn citation(t: L10n, rule: &ClockRule) -> RuleCitation {
    let sources: Vec<&str> = rule.basis.sources().map(|source| t.say(&source.citation)).collect();
    RuleCitation {
        says: t.with("clock-rule-says", [("length", length(t, rule.length))]),
        id: rule.id.clone(),
        in_force: rule.basis.in_force().from.map_or_else(String::new, |from| t.date_long(from)),
        source: sources.join("; "),
        verified: rule.basis.verified(),
    }
}

#[derive(Template)]
#[template(path = "clock/list.html")]
struct List {
    t: L10n,
    page: Page,
    f: FormView,
    under: String,
    overdue: Vec<ClockRow>,
    running: Vec<ClockRow>,
    ended: Vec<ClockRow>,
    /// The clock whose reason was not right.
    wrong: String,
}

async fn show(
    visit: &SignedIn,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
    wrong: String,
) -> PageResult {
    let clocks = app::clock::list(&visit.app, &visit.actor).await?;
    let t = visit.t;
    let me = visit.actor.member().map(|member| member.member);
    let rules = visit.app.rules_at(clocks.at);
    let page_of = |path: &str| visit.href(path);
    let (mut overdue, mut running, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for line in &clocks.lines {
        let row = ClockRow::new(t, &page_of, rules, line, me, clocks.at);
        match line.status {
            ClockStatus::Overdue => overdue.push(row),
            ClockStatus::DueSoon | ClockStatus::OnTime => running.push(row),
            ClockStatus::Stopped | ClockStatus::Met => ended.push(row),
        }
    }
    let under = if clocks.all { t.get("clock-list-all") } else { t.get("clock-list-mine") };
    let page = visit.page(t.get("clock-list-title"))?;
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &List { t, page, f, under, overdue, running, ended, wrong })
}

async fn list(visit: SignedIn) -> PageResult {
    show(&visit, StatusCode::OK, Form::empty(), FormErrors::none(), String::new()).await
}

/// Stops a clock with a reason, where the pack lets it stop.
async fn stop(visit: SignedIn, Path(id): Path<String>, form: Form) -> PageResult {
    let clock: ClockId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut errors = FormErrors::none();
    let why = match Line::parse(form.raw("why")) {
        Ok(why) => Some(why),
        Err(wrong) => {
            errors.add(
                "why",
                match wrong {
                    BadText::Empty => msg("clock-why-missing"),
                    BadText::TooLong(_) | BadText::Control => msg("clock-why-wrong"),
                },
            );
            None
        }
    };
    if let Some(why) = why
        && errors.settle(app::clock::stop(&visit.app, &visit.actor, clock, &why).await)?.is_some()
    {
        return visit.done("/clocks", msg("note-clock-stopped"));
    }
    show(&visit, StatusCode::UNPROCESSABLE_ENTITY, form, errors, id).await
}

/// Lets a stopped clock run again.
async fn resume(visit: SignedIn, Path(id): Path<String>, _form: Form) -> PageResult {
    let clock: ClockId = id.parse().map_err(|_| PageError::NotFound)?;
    app::clock::resume(&visit.app, &visit.actor, clock).await?;
    visit.done("/clocks", msg("note-clock-resumed"))
}
