//! Writing a consent or a refusal down.

use std::collections::BTreeSet;

use app::consent::{Asking, Given, may_open};
use app::service_referral::usual_fields;
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use domain::compartment::CompartmentKind;
use domain::consent::Capacity;
use domain::id::{AgencyId, CaseId};
use domain::text::{Line, Prose};
use jiff::Timestamp;
use packs::Rules;

use crate::component::Regime;
use crate::service::codes;
use crate::{Choice, Form, FormErrors, FormView, L10n, Page, PageError, PageResult, Visit, msg, render_with};

/// The purpose for which the page to send a referral asks, and the set of fields that it usually needs.
const REFERRAL: &str = "service_referral";

#[derive(Template)]
#[template(path = "consent/new.html")]
struct New {
    t: L10n,
    page: Page,
    f: FormView,
    name: String,
    answers: Vec<Choice>,
    agencies: Vec<Choice>,
    purposes: Vec<Choice>,
    fields: Vec<Choice>,
    compartments: Vec<Choice>,
    grounds: Vec<Choice>,
    ends_hint: String,
    back: String,
}

fn case_of(id: &str) -> Result<CaseId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

/// The parts of a case that any purpose may open, each with the purposes that allow it.
fn compartments(t: L10n, rules: Rules<'_>) -> Vec<Choice> {
    let purposes = codes(t, rules, "consent-purposes");
    let choice = |kind: &CompartmentKind| {
        let allow = purposes.iter().filter(|purpose| may_open(rules, &purpose.value).contains(kind));
        let allow: Vec<_> = allow.map(|purpose| purpose.label.as_str()).collect();
        let hint = t.with("consent-compartments-for", [("purposes", allow.join(", "))]);
        (!allow.is_empty()).then(|| Choice::new(kind.code(), t.get(Regime(*kind).name())).hint(hint))
    };
    CompartmentKind::ALL.iter().filter_map(choice).collect()
}

fn page_of(
    visit: &Visit,
    case: CaseId,
    asking: Asking,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let page =
        visit.page(t.get("consent-new-title"))?.with_form("consent", format!("/case/{case}/consents/new"));
    let f = FormView::new(&page, form, errors)?;
    let mut agencies: Vec<_> = asking
        .agencies
        .iter()
        .map(|agency| Choice::new(agency.id.to_string(), t.pick(&agency.name_en, &agency.name_fr)))
        .collect();
    agencies.sort_by_key(|choice| choice.label.to_lowercase());
    let (usual, last) = asking.ends;
    let template = New {
        t,
        f,
        name: asking.name,
        answers: vec![
            Choice::new("yes", t.get("consent-answer-yes")),
            Choice::new("no", t.get("consent-answer-no")),
        ],
        agencies,
        purposes: codes(t, rules, "consent-purposes"),
        fields: codes(t, rules, "consent-fields"),
        compartments: compartments(t, rules),
        grounds: codes(t, rules, "substitute-decision-makers"),
        ends_hint: t.with("consent-ends-hint", [("usual", t.date(usual)), ("last", t.date(last))]),
        back: format!("/case/{case}/consents"),
        page,
    };
    render_with(status, &template)
}

pub(super) async fn show(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> PageResult {
    let case = case_of(&id)?;
    let asking = app::consent::prepare(&visit.app, &visit.actor(), case).await?;
    let query = Form::parse(query.unwrap_or_default().as_bytes())?;
    let form = match query.given("recipient") {
        None => Form::empty(),
        // Whoever comes from the page to send a referral asks for one.
        Some(recipient) => {
            let rules = visit.app.rules_at(visit.app.now());
            let fields = usual_fields(rules, REFERRAL).into_iter().map(|field| ("fields", field));
            Form::filled(
                [("recipient", recipient.to_owned()), ("purpose", REFERRAL.to_owned())]
                    .into_iter()
                    .chain(fields),
            )
        }
    };
    page_of(&visit, case, asking, StatusCode::OK, form, FormErrors::none())
}

/// A text of the form; enters an error when it cannot be kept.
fn text<T>(parsed: Result<T, domain::text::BadText>, field: &str, errors: &mut FormErrors) -> Option<T> {
    match parsed {
        Ok(text) => Some(text),
        Err(_) => {
            errors.add(field, msg("consent-text-wrong"));
            None
        }
    }
}

/// The consent as it was filled in; none when a field is not right.
fn read(visit: &Visit, form: &Form, errors: &mut FormErrors) -> Option<Given> {
    let recipient = form.given("recipient").and_then(|id| id.parse::<AgencyId>().ok());
    if recipient.is_none() {
        errors.add("recipient", msg("consent-fault-recipient"));
    }
    if form.given("purpose").is_none() {
        errors.add("purpose", msg("consent-fault-purpose"));
    }
    let granted = match form.text("granted") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => {
            errors.add("granted", msg("consent-answer-missing"));
            None
        }
    };
    let kinds = form.all("compartments").iter().map(|code| CompartmentKind::from_code(code));
    let kinds: Option<BTreeSet<_>> = kinds.collect();
    if kinds.is_none() {
        errors.add("compartments", msg("consent-fault-compartments"));
    }
    let by = errors.required(form, "given_by", msg("consent-by-missing")).to_owned();
    let given_by = if by.is_empty() { None } else { text(Line::parse(&by), "given_by", errors) };
    let basis = form.given("basis").map(str::to_owned);
    let reason = text(Prose::parse_optional(form.raw("reason")), "reason", errors).flatten();
    if basis.is_some() && reason.is_none() {
        errors.add("reason", msg("consent-reason-missing"));
    }
    let day = form.date("until", errors).ok()?;
    if !errors.is_empty() {
        return None;
    }
    Some(Given {
        purpose: form.text("purpose").to_owned(),
        recipient: recipient?,
        fields: form.all("fields").iter().cloned().collect(),
        compartments: kinds?,
        granted: granted?,
        given_by: given_by?,
        capacity: if basis.is_some() { Capacity::Substitute } else { Capacity::Own },
        substitute: basis.zip(reason),
        given_at: None,
        until: day.and_then(|day| end_of(visit, day)),
    })
}

/// The last moment of a day here: a consent holds through the day that was named.
fn end_of(visit: &Visit, day: jiff::civil::Date) -> Option<Timestamp> {
    let end = day.at(23, 59, 59, 0).to_zoned(visit.app.zone());
    end.ok().map(|end| end.timestamp())
}

pub(super) async fn record(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let case = case_of(&id)?;
    let mut errors = FormErrors::none();
    if !form.only_language()
        && let Some(given) = read(&visit, &form, &mut errors)
    {
        let outcome = app::consent::record(&visit.app, &visit.actor(), case, given).await;
        if errors.settle(outcome)?.is_some() {
            return visit.done(&format!("/case/{case}/consents"), msg("note-consent-recorded"));
        }
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let asking = app::consent::prepare(&visit.app, &visit.actor(), case).await?;
    page_of(&visit, case, asking, status, form, errors)
}
