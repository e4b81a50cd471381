//! Managing a case: stage, people, liaison, what a court has done.

use app::case::{CaseHead, Move};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::case::Part;
use domain::id::{CaseId, MemberId};
use domain::text::Prose;

use super::view::{self, At, HeadView, PersonView};
use super::{id, words};
use crate::component::{RuleCitation, StepState, TrackStep};
use crate::i18n::msg;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageResult, Routes, Visit, render_with,
};

pub(super) fn routes() -> Routes {
    let (signed_in, entry) = (Access::SignedIn, Ledger::Entry);
    Routes::new()
        .get("/case/{id}/stage", "case.stage", signed_in, entry, stage)
        .post("/case/{id}/stage", "case.change_stage", signed_in, entry, change_stage)
        .get("/case/{id}/people", "case.people", signed_in, entry, people)
        .post("/case/{id}/people", "case.add_participant", signed_in, entry, add_participant)
        .post("/case/{id}/people/end", "case.end_participant", signed_in, entry, end_participant)
        .get("/case/{id}/liaison", "case.liaison", signed_in, entry, liaison)
        .post("/case/{id}/liaison", "case.route_liaison", signed_in, entry, route_liaison)
        .post("/case/{id}/liaison/end", "case.unroute_liaison", signed_in, entry, unroute_liaison)
        .get("/case/{id}/court", "case.court", signed_in, entry, court)
        .post("/case/{id}/charge", "case.set_charge", signed_in, entry, set_charge)
        .post("/case/{id}/ban", "case.set_ban", signed_in, entry, set_ban)
}

/// The title of a case's page: kind and number, nothing of the person.
pub(crate) fn title(visit: &Visit, head: &CaseHead, part: String) -> String {
    let kind = words::case_type(visit.t, &visit.app, &head.case);
    format!("{part}, {kind} {}", head.case.number)
}

fn prose(form: &Form, field: &str, errors: &mut FormErrors) -> Option<Prose> {
    Prose::parse_optional(form.raw(field)).unwrap_or_else(|_| {
        errors.add(field, msg("form-text-wrong"));
        None
    })
}

// ---------- Stage ----------

#[derive(Template)]
#[template(path = "case/stage.html")]
struct Stage {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    steps: Vec<TrackStep>,
    choices: Vec<Choice>,
    reasons: Vec<Choice>,
}

async fn stage(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw_stage(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw_stage(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    let title = title(visit, &head, t.get("case-tab-stage"));
    let page = visit.page(title)?.with_form("stage", format!("/case/{case}/stage"));
    let rules = app.rules_at(app.now());
    let case_type = rules.case_type(&head.case.case_type);
    let stages = case_type.map_or(&[][..], |it| it.stages());
    let at = stages.iter().position(|it| it.id == head.case.stage);
    let steps = stages
        .iter()
        .enumerate()
        .map(|(number, it)| TrackStep {
            name: t.pick(it.label.en(), it.label.fr()).to_owned(),
            detail: String::new(),
            state: match at {
                Some(at) if number < at => StepState::Done,
                Some(at) if number == at => StepState::Now,
                _ => StepState::Ahead,
            },
        })
        .collect();
    let allowed = case_type.into_iter().flat_map(|it| it.transitions_from(&head.case.stage));
    let moves: Vec<_> = allowed.filter(|it| head.moves.contains(&it.to)).collect();
    let choices = moves
        .iter()
        .map(|it| {
            let to = words::stage(t, app, Some(&head.case.case_type), &it.to);
            Choice::new(&it.to, t.pick(it.label.en(), it.label.fr()))
                .hint(t.with("case-stage-becomes", [("stage", to)]))
        })
        .collect();
    let list = moves.iter().find_map(|it| it.reasons.as_deref()).and_then(|list| rules.codes(list));
    let reasons = list.map_or_else(Vec::new, |list| {
        list.value.iter().map(|it| Choice::new(&it.id, t.pick(it.label.en(), it.label.fr()))).collect()
    });
    render_with(
        status,
        &Stage {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Stage),
            f: FormView::new(&page, form, errors)?,
            steps,
            choices,
            reasons,
            page,
        },
    )
}

async fn change_stage(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw_stage(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let to = errors.required(&form, "to", msg("case-stage-missing")).to_owned();
    let words = prose(&form, "words", &mut errors);
    if errors.is_empty() {
        let wanted = Move { to, reason: form.given("reason").map(str::to_owned), words };
        let outcome = app::case::change_stage(&visit.app, &visit.actor(), case, wanted).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}"), msg("note-case-stage"));
        }
    }
    draw_stage(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

// ---------- People ----------

#[derive(Template)]
#[template(path = "case/people.html")]
struct People {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    people: Vec<PersonView>,
    /// Agency and its people.
    choices: Vec<(String, Vec<Choice>)>,
    parts: Vec<Choice>,
    can_route: bool,
    can_unroute: bool,
}

async fn people(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw_people(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw_people(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    let open = head.offers.manage && head.case.closed_at.is_none();
    let candidates = if open { app::case::candidates(app, &actor, case).await? } else { Vec::new() };
    let title = title(visit, &head, t.get("case-people-title"));
    let mut page = visit.page(title)?;
    if !candidates.is_empty() {
        page = page.with_form("people", format!("/case/{case}/people"));
    }
    let choices = candidates
        .iter()
        .map(|it| {
            let person = |person: &app::case::Caseworker| {
                let title = t.pick(&person.title_en, &person.title_fr);
                Choice::new(person.member.to_string(), format!("{}, {title}", person.name))
            };
            (
                t.pick(&it.agency.name_en, &it.agency.name_fr).to_owned(),
                it.people.iter().map(person).collect(),
            )
        })
        .collect();
    render_with(
        status,
        &People {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::People),
            f: FormView::new(&page, form.or("part", Part::Worker.code()), errors)?,
            people: view::people(t, &actor, &head),
            choices,
            parts: [Part::Worker, Part::Lead].map(|it| Choice::new(it.code(), t.get(words::part(it)))).into(),
            can_route: head.offers.route_liaison,
            can_unroute: head.offers.unroute_liaison,
            page,
        },
    )
}

fn member(form: &Form, field: &str, errors: &mut FormErrors) -> Option<MemberId> {
    let member = form.text(field).parse().ok();
    if member.is_none() {
        errors.add(field, msg("case-member-missing"));
    }
    member
}

async fn add_participant(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw_people(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    let part = Part::from_code(form.text("part"));
    if part.is_none() {
        errors.add("part", msg("case-part-missing"));
    }
    if let (Some(member), Some(part)) = (member(&form, "member", &mut errors), part) {
        let outcome = app::case::add_participant(&visit.app, &visit.actor(), case, member, part).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}/people"), msg("note-case-joined"));
        }
    }
    draw_people(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

async fn end_participant(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    let mut errors = FormErrors::none();
    if let Some(member) = member(&form, "member", &mut errors) {
        let outcome = app::case::end_participant(&visit.app, &visit.actor(), case, member).await;
        if errors.settle(outcome)?.is_some() {
            // Whoever ended their own part no longer sees the case.
            let mine = visit.actor().member().is_some_and(|me| me.member == member);
            let path = if mine { "/case".to_owned() } else { format!("/case/{case}/people") };
            return visit.done(&path, msg("note-case-left"));
        }
    }
    draw_people(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, Form::empty(), errors).await
}

// ---------- Liaison ----------

#[derive(Template)]
#[template(path = "case/liaison.html")]
struct Liaison {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    declared: Vec<Choice>,
    choices: Vec<Choice>,
}

async fn liaison(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw_liaison(&visit, StatusCode::OK, id(&case)?, Form::empty(), FormErrors::none()).await
}

async fn draw_liaison(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let organisations = app::case::routes(app, &actor, case).await?;
    let head = app::case::head(app, &actor, case).await?;
    let title = title(visit, &head, t.get("case-liaison-title"));
    let page = visit.page(title)?.with_form("liaison-form", format!("/case/{case}/liaison"));
    let choices = organisations
        .iter()
        .flat_map(|it| {
            let agency = t.pick(&it.agency.name_en, &it.agency.name_fr);
            it.people.iter().map(move |person| {
                Choice::new(person.member.to_string(), format!("{}, {agency}", person.name))
            })
        })
        .collect();
    render_with(
        status,
        &Liaison {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Form),
            f: FormView::new(&page, form, errors)?,
            declared: vec![
                Choice::new("self", t.get("case-liaison-declared")).hint(t.get("case-liaison-declared-hint")),
            ],
            choices,
            page,
        },
    )
}

async fn route_liaison(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw_liaison(&visit, StatusCode::OK, case, form, FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    if let Some(member) = member(&form, "liaison", &mut errors) {
        // The box stands for the person's own words; without it the policy refuses and says why.
        let declared = form.chose("declared", "self");
        let outcome = app::case::route_liaison(&visit.app, &visit.actor(), case, member, declared).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}"), msg("note-case-liaison"));
        }
    }
    draw_liaison(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, form, errors).await
}

async fn unroute_liaison(visit: Visit, Path(case): Path<String>, _form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    app::case::unroute_liaison(&visit.app, &visit.actor(), case).await?;
    visit.done("/case", msg("note-case-liaison-left"))
}

// ---------- Court ----------

#[derive(Template)]
#[template(path = "case/court.html")]
struct Court {
    t: L10n,
    page: Page,
    head: HeadView,
    f: FormView,
    manage: bool,
    regime_label: String,
    regime_effect: String,
    /// What a rule says, and where it stands.
    rules: Vec<(String, RuleCitation)>,
    ban_rules: Vec<(String, RuleCitation)>,
}

/// The rules of the law pack about publication bans that the page shows.
const BAN_RULES: [&str; 2] = ["cc.486.4", "ycja.110"];

async fn court(visit: Visit, Path(case): Path<String>) -> PageResult {
    draw_court(&visit, StatusCode::OK, id(&case)?, None, FormErrors::none()).await
}

async fn draw_court(
    visit: &Visit,
    status: StatusCode,
    case: CaseId,
    form: Option<Form>,
    errors: FormErrors,
) -> PageResult {
    let (t, app, actor) = (visit.t, &visit.app, visit.actor());
    let head = app::case::head(app, &actor, case).await?;
    let title = title(visit, &head, t.get("case-tab-court"));
    let mut page = visit.page(title)?;
    if head.offers.manage {
        page = page.with_form("charge", format!("/case/{case}/charge"));
    }
    let rules = app.rules_at(app.now());
    let regime = rules.production_regime(head.case.charged_on);
    let cited = |id: &str| {
        let rule = rules.law(id)?;
        Some((t.pick(rule.statement.en(), rule.statement.fr()).to_owned(), citation(t, rule)))
    };
    let form = form.unwrap_or_else(|| match head.case.charged_on {
        Some(day) => Form::filled([
            ("charged-day", day.day().to_string()),
            ("charged-month", day.month().to_string()),
            ("charged-year", day.year().to_string()),
        ]),
        None => Form::empty(),
    });
    render_with(
        status,
        &Court {
            t,
            head: HeadView::new(&page, app, &actor, &head, At::Court),
            f: FormView::new(&page, form, errors)?,
            manage: head.offers.manage,
            regime_label: regime
                .map_or_else(String::new, |it| t.pick(it.label.en(), it.label.fr()).to_owned()),
            regime_effect: regime
                .map_or_else(String::new, |it| t.pick(it.effect.en(), it.effect.fr()).to_owned()),
            rules: regime.map_or_else(Vec::new, |it| it.rules.iter().filter_map(|id| cited(id)).collect()),
            ban_rules: BAN_RULES.iter().filter_map(|id| cited(id)).collect(),
            page,
        },
    )
}

/// Where a rule of law stands, whether its text was checked, and since when it is in force.
fn citation(t: L10n, rule: &app::LawRule) -> RuleCitation {
    let source = rule.basis.sources().next();
    let document = source.map_or("", |source| t.pick(source.citation.en(), source.citation.fr()));
    RuleCitation {
        says: rule.length.map_or_else(String::new, |length| words::length(t, length)),
        id: rule.id.clone(),
        in_force: rule.basis.in_force().from.map_or_else(String::new, |day| t.date(day)),
        source: format!("{}. {document}", t.pick(rule.section.en(), rule.section.fr())),
        verified: rule.basis.verified(),
    }
}

async fn set_charge(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    if form.only_language() {
        return draw_court(&visit, StatusCode::OK, case, Some(form), FormErrors::none()).await;
    }
    let mut errors = FormErrors::none();
    if let Ok(day) = form.date("charged", &mut errors) {
        let outcome = app::case::set_charge(&visit.app, &visit.actor(), case, day).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}/court"), msg("note-case-charge"));
        }
    }
    draw_court(&visit, StatusCode::UNPROCESSABLE_ENTITY, case, Some(form), errors).await
}

async fn set_ban(visit: Visit, Path(case): Path<String>, form: Form) -> PageResult {
    let case: CaseId = id(&case)?;
    app::case::set_publication_ban(&visit.app, &visit.actor(), case, form.text("ban") == "on").await?;
    visit.done(&format!("/case/{case}/court"), msg("note-case-ban"))
}
