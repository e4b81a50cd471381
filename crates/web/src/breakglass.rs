//! Emergency access: opening a compartment, what is kept about it, the owner's confirmation, the independent review.

use app::breakglass::{Closed, UseView};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{BreakGlassId, CaseId};
use domain::text::Prose;

use crate::case::manage::title;
use crate::case::view::{At, HeadView};
use crate::case::{id, words};
use crate::component::{Fact, Regime};
use crate::entry::prose;
use crate::i18n::msg;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, Visit, render,
    render_with,
};

pub(crate) fn routes() -> Routes {
    let (signed_in, entry) = (Access::SignedIn, Ledger::Entry);
    Routes::new()
        .get("/case/{id}/emergency", "breakglass.new", signed_in, entry, new)
        .post("/case/{id}/emergency", "breakglass.open", signed_in, entry, open)
        .get("/glass", "breakglass.list", signed_in, entry, list)
        .get("/glass/{id}", "breakglass.show", signed_in, entry, show)
        .post("/glass/{id}/close", "breakglass.close", signed_in, entry, close)
        .post("/glass/{id}/acknowledge", "breakglass.acknowledge", signed_in, entry, acknowledge)
        .post("/glass/{id}/review", "breakglass.review", signed_in, entry, review)
}

/// The pack's list of reasons.
const REASONS: &str = "break-glass-reasons";

struct ClosedView {
    id: String,
    regime: Regime,
    who: String,
}

#[derive(Template)]
#[template(path = "breakglass/new.html")]
struct New {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    lasts: String,
    /// Name and telephone of the owners' duty desks.
    owners: Vec<(String, Option<String>)>,
    closed: Vec<ClosedView>,
    reasons: Vec<Choice>,
}

async fn new(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw_new(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw_new(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let emergency = app::breakglass::emergency(app, &actor, case).await?;
    let head = app::case::head(app, &actor, case).await?;
    let page = visit.page(title(visit, &head, t.get("case-do-emergency")))?;
    let page = page.with_form("glass", format!("/case/{case}/emergency"));
    let name = |closed: &Closed| t.pick(&closed.owner_en, &closed.owner_fr).to_owned();
    let mut owners: Vec<_> = emergency.closed.iter().map(|it| (name(it), it.duty_phone.clone())).collect();
    owners.sort();
    owners.dedup();
    let rules = app.rules_at(app.now());
    let list = rules.codes(REASONS);
    let reasons = list.map_or_else(Vec::new, |list| {
        list.value.iter().map(|it| Choice::new(&it.id, t.pick(it.label.en(), it.label.fr()))).collect()
    });
    render_with(
        status,
        &New {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Form),
            f: FormView::new(&page, form, errors)?,
            lasts: t.duration(emergency.lasts),
            owners,
            closed: emergency
                .closed
                .iter()
                .map(|it| ClosedView { id: it.id.to_string(), regime: Regime(it.kind), who: name(it) })
                .collect(),
            reasons,
            page,
        },
    )
}

async fn open(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw_new(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let compartment = form.text("compartment").parse().ok();
    if compartment.is_none() {
        errors.add("compartment", msg("glass-which-missing"));
    }
    let reason = errors.required(&form, "reason", msg("glass-reason-missing")).to_owned();
    let why = prose(&form, "why", &mut errors);
    if why.is_none() {
        errors.add("why", msg("glass-why-missing"));
    }
    if let (Some(compartment), Some(why), true) = (compartment, why, errors.is_empty()) {
        let outcome = app::breakglass::open(&visit.app, &visit.actor(), compartment, &reason, why).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}"), msg("note-glass-open"));
        }
    }
    draw_new(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

struct Row {
    href: String,
    when: String,
    who: String,
    regime: Regime,
    owner: String,
    number: String,
    reason: String,
    state: String,
}

#[derive(Template)]
#[template(path = "breakglass/list.html")]
struct List {
    t: L10n,
    page: Page,
    waiting: usize,
    rows: Vec<Row>,
}

async fn list(visit: Visit) -> PageResult {
    let (t, app) = (visit.t, &visit.app);
    let uses = app::breakglass::list(app, &visit.actor()).await?;
    let rows = uses
        .iter()
        .map(|it| Row {
            href: visit.href(&format!("/glass/{}", it.glass.id)),
            when: t.day_month_time(it.glass.from),
            who: format!("{}, {}", it.member_name, t.pick(&it.agency_en, &it.agency_fr)),
            regime: Regime(it.compartment_kind),
            owner: t.pick(&it.owner_en, &it.owner_fr).to_owned(),
            number: it.case_number.clone(),
            reason: words::code(t, app, REASONS, &it.glass.reason),
            state: t.get(match &it.glass.review {
                None => msg("glass-state-waits"),
                Some(review) if review.justified => msg("glass-state-justified"),
                Some(_) => msg("glass-state-not-justified"),
            }),
        })
        .collect();
    let waiting = uses.iter().filter(|it| it.glass.review.is_none()).count();
    render(&List { t, page: visit.page(t.get("glass-list-title"))?, waiting, rows })
}

#[derive(Template)]
#[template(path = "breakglass/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    at: String,
    regime: Regime,
    facts: Vec<Fact>,
    running: bool,
    left: String,
    until: String,
    case_href: Option<String>,
    close: bool,
    acknowledge: bool,
    review: bool,
    answers: Vec<Choice>,
}

async fn show(visit: Visit, Path(glass): Path<String>) -> PageResult {
    draw(&visit, StatusCode::OK, id(&glass)?, Form::empty(), FormErrors::none()).await
}

fn facts(t: L10n, visit: &Visit, view: &UseView) -> Vec<Fact> {
    let it = &view.it;
    let glass = &it.glass;
    let mut facts = vec![
        Fact::new(
            t.get("glass-who"),
            format!("{}, {}", it.member_name, t.pick(&it.agency_en, &it.agency_fr)),
        ),
        Fact::new(t.get("glass-owner"), t.pick(&it.owner_en, &it.owner_fr)),
        Fact::new(t.get("case-list-number"), &it.case_number),
        Fact::new(t.get("glass-reason"), words::code(t, &visit.app, REASONS, &glass.reason)),
        Fact::new(t.get("glass-why"), &glass.why),
        Fact::new(t.get("glass-from"), t.date_time(glass.from)),
        Fact::new(t.get("glass-until"), t.date_time(glass.until)),
        Fact::new(t.get("glass-reads"), t.number(view.reads)),
    ];
    facts.push(Fact::new(
        t.get("glass-owner-saw"),
        glass.owner_saw_at.map_or_else(|| t.get("glass-not-yet"), |at| t.date_time(at)),
    ));
    match &glass.review {
        None => facts.push(Fact::new(t.get("glass-review-title"), t.get("glass-state-waits"))),
        Some(review) => {
            let id = if review.justified {
                msg("glass-state-justified")
            } else {
                msg("glass-state-not-justified")
            };
            facts.push(Fact::new(t.get("glass-review-title"), t.get(id)));
            facts.push(Fact::new(t.get("glass-review-finding"), &review.finding));
        }
    }
    facts
}

async fn draw(
    visit: &Visit,
    status: StatusCode,
    glass: BreakGlassId,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let view = app::breakglass::show(app, &actor, glass).await?;
    let mut page = visit.page(t.get("glass-page-title"))?;
    if view.review {
        page = page.with_form("review", format!("/glass/{glass}/review"));
    }
    let mine = actor.member().is_some_and(|me| me.member == view.it.glass.member);
    render_with(
        status,
        &Show {
            t,
            f: FormView::new(&page, form, errors)?,
            at: page.href(&format!("/glass/{glass}")),
            regime: Regime(view.it.compartment_kind),
            facts: facts(t, visit, &view),
            running: view.running,
            left: t.duration(view.it.glass.until.duration_since(app.now())),
            until: t.time(view.it.glass.until),
            case_href: mine.then(|| page.href(&format!("/case/{}", view.it.glass.case))),
            close: view.close,
            acknowledge: view.acknowledge,
            review: view.review,
            answers: [("yes", msg("glass-state-justified")), ("no", msg("glass-state-not-justified"))]
                .map(|(value, label)| Choice::new(value, t.get(label)))
                .into(),
            page,
        },
    )
}

async fn close(visit: Visit, Path(glass): Path<String>, _form: Form) -> PageResult {
    let glass: BreakGlassId = id(&glass)?;
    app::breakglass::close(&visit.app, &visit.actor(), glass).await?;
    visit.done(&format!("/glass/{glass}"), msg("note-glass-closed"))
}

async fn acknowledge(visit: Visit, Path(glass): Path<String>, _form: Form) -> PageResult {
    let glass: BreakGlassId = id(&glass)?;
    app::breakglass::acknowledge(&visit.app, &visit.actor(), glass).await?;
    visit.done(&format!("/glass/{glass}"), msg("note-glass-acknowledged"))
}

async fn review(visit: Visit, Path(glass): Path<String>, form: Form) -> PageResult {
    let glass: BreakGlassId = id(&glass)?;
    if form.only_language() {
        return draw(&visit, StatusCode::OK, glass, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let justified = match form.text("justified") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add("justified", msg("glass-review-missing"));
            None
        }
    };
    let finding: Option<Prose> = prose(&form, "finding", &mut errors);
    if finding.is_none() {
        errors.add("finding", msg("glass-finding-missing"));
    }
    if let (Some(justified), Some(finding), true) = (justified, finding, errors.is_empty()) {
        let outcome = app::breakglass::review(&visit.app, &visit.actor(), glass, justified, finding).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done("/glass", msg("note-glass-reviewed"));
        }
    }
    draw(&visit, StatusCode::UNPROCESSABLE_ENTITY, glass, form, errors).await
}
