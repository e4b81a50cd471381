//! Sending: what fits, what it will receive, and the one button that sends it.

use std::collections::BTreeMap;

use app::service_referral::{Asked, Choice as Service, FieldValue, Preparing, Sending, Usable};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{CaseId, ServiceId};

use crate::service::{codes, label, room};
use crate::{Choice, Form, FormErrors, FormView, L10n, Page, PageError, PageResult, Visit, msg, render_with};

/// What the person's answers ask for; sent along from step to step.
const ASKED: [&str; 4] = ["category", "area", "language", "led"];

#[derive(Template)]
#[template(path = "service_referral/choose.html")]
struct Choose {
    t: L10n,
    page: Page,
    f: FormView,
    lead: String,
    crumb: (String, String),
    categories: Vec<Choice>,
    areas: Vec<Choice>,
    languages: Vec<Choice>,
    rows: Vec<Row>,
}

/// One service that may be chosen.
struct Row {
    id: String,
    name: String,
    path: String,
    fit: String,
    fits: bool,
    room: crate::service::RoomWords,
    usual: String,
    /// A consent that names its agency stands.
    consent: bool,
    /// Where one is written down; empty when one stands or the reader may not.
    ask: String,
}

#[derive(Template)]
#[template(path = "service_referral/check.html")]
struct Check {
    t: L10n,
    page: Page,
    f: FormView,
    crumb: (String, String),
    who: String,
    service: String,
    asked: Vec<(&'static str, String)>,
    fields: Vec<Field>,
    not_sent: String,
    basis: String,
    deadlines: Vec<String>,
}

/// One field that the consent covers.
struct Field {
    name: String,
    label: String,
    long: bool,
}

fn case_of(id: &str) -> Result<CaseId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

fn asked(form: &Form) -> Asked {
    let given = |name: &str| form.given(name).map(str::to_owned);
    Asked {
        category: given("category"),
        area: given("area"),
        language: given("language"),
        indigenous_led: form.chose("led", "yes"),
    }
}

async fn prepared(visit: &Visit, case: CaseId, form: &Form) -> Result<Preparing, PageError> {
    Ok(app::service_referral::prepare(&visit.app, &visit.actor(), case, &asked(form)).await?)
}

fn fit(t: L10n, service: &Service) -> String {
    let wishes = [
        (service.fit.age, "service-referral-fit-age"),
        (service.fit.area, "service-referral-fit-area"),
        (service.fit.language, "service-referral-fit-language"),
        (service.fit.indigenous_led, "service-referral-fit-led"),
    ];
    let missed: Vec<_> = wishes.iter().filter(|(met, _)| !met).map(|(_, words)| t.get(words)).collect();
    if missed.is_empty() { t.get("service-referral-fit-all") } else { missed.join(", ") }
}

fn row(t: L10n, prepared: &Preparing, service: &Service) -> Row {
    let case = prepared.case.id;
    let it = &service.view.service;
    let days = it.details.usual_answer_days;
    Row {
        id: it.id.to_string(),
        name: t.pick(&it.name_en, &it.name_fr).to_owned(),
        path: format!("/directory/{}", it.id),
        fit: fit(t, service),
        fits: service.fit.missed() == 0,
        room: room(t, &service.view),
        usual: days.map_or_else(
            || t.get("service-referral-unknown"),
            |n| t.with("service-answer-days-value", [("n", i64::from(n))]),
        ),
        consent: service.consent.is_some(),
        ask: match service.consent {
            None if prepared.may_ask => format!("/case/{case}/consents/new?recipient={}", service.agency),
            _ => String::new(),
        },
    }
}

fn crumb(t: L10n, prepared: &Preparing) -> (String, String) {
    let words = t.with("service-referral-crumb-case", [("number", &prepared.case.number)]);
    (format!("/case/{}", prepared.case.id), words)
}

fn choosing(
    visit: &Visit,
    prepared: &Preparing,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let case = prepared.case.id;
    let page =
        visit.page(t.get("service-referral-refer-title"))?.with_form("ask", format!("/case/{case}/refer"));
    let f = FormView::new(&page, form, errors)?;
    let age = i64::from(prepared.case.subject_age.unwrap_or_default());
    let template = Choose {
        t,
        f,
        lead: t.with("service-referral-refer-lead", (("name", &prepared.case.subject_name), ("age", age))),
        crumb: crumb(t, prepared),
        categories: codes(t, rules, "service-categories"),
        areas: prepared.areas.iter().map(|area| Choice::new(area, area)).collect(),
        languages: codes(t, rules, "languages"),
        rows: prepared.choices.iter().map(|service| row(t, prepared, service)).collect(),
        page,
    };
    render_with(status, &template)
}

pub(super) async fn choose(visit: Visit, Path(id): Path<String>) -> PageResult {
    let prepared = prepared(&visit, case_of(&id)?, &Form::empty()).await?;
    choosing(&visit, &prepared, StatusCode::OK, Form::empty(), FormErrors::none())
}

pub(super) async fn look(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let prepared = prepared(&visit, case_of(&id)?, &form).await?;
    choosing(&visit, &prepared, StatusCode::OK, form, FormErrors::none())
}

/// The service that was chosen with the consent that covers it; an error at its field when there is none.
fn chosen<'a>(
    t: L10n,
    prepared: &'a Preparing,
    form: &Form,
    errors: &mut FormErrors,
) -> Option<(&'a Service, &'a Usable)> {
    let id = form.text("service").parse::<ServiceId>().ok();
    let service = prepared.choices.iter().find(|service| Some(service.view.service.id) == id);
    let Some(service) = service else {
        errors.add("service", msg("service-referral-choose-missing"));
        return None;
    };
    let usable = prepared.usable.iter().find(|usable| Some(usable.line.consent.id) == service.consent);
    if usable.is_none() {
        let name = t.pick(&service.view.service.name_en, &service.view.service.name_fr);
        let values = crate::Values::none().and("who", name);
        errors.add_with("service", msg("service-referral-needs-consent"), values);
    }
    Some((service, usable?))
}

/// The fields' names on the form: a prefix keeps them apart from everything else that is sent.
fn field_name(code: &str) -> String {
    format!("field-{code}")
}

fn checking(
    visit: &Visit,
    prepared: &Preparing,
    (service, usable): (&Service, &Usable),
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let case = prepared.case.id;
    let it = &service.view.service;
    let who = t.pick(&it.name_en, &it.name_fr).to_owned();
    let title = t.get("service-referral-refer-title");
    let page = visit.page(title)?.with_form("send", format!("/case/{case}/refer/check"));
    let asked = ASKED.iter().map(|name| (*name, form.text(name).to_owned()));
    let asked = asked.filter(|(_, value)| !value.is_empty()).collect();
    let list = rules.codes("consent-fields").map(|list| list.value.as_slice()).unwrap_or_default();
    let covered = list.iter().filter(|code| usable.line.consent.fields.contains(&code.id));
    let fields = covered.map(|code| Field {
        name: field_name(&code.id),
        label: t.pick(code.label.en(), code.label.fr()).to_owned(),
        long: matches!(code.id.as_str(), "need" | "safety_plan" | "history" | "health"),
    });
    let not_sent: Vec<_> =
        usable.not_sent.iter().map(|code| label(t, rules, "consent-fields", code).to_lowercase()).collect();
    let deadlines = prepared.deadlines.iter().map(|(what, due)| {
        let (what, when) = (t.pick(what.en(), what.fr()), t.weekday_day_month(*due));
        t.with("service-referral-check-deadline", [("what", what), ("when", when.as_str())])
    });
    let template = Check {
        t,
        crumb: crumb(t, prepared),
        service: it.id.to_string(),
        asked,
        fields: fields.collect(),
        not_sent: t.with("service-referral-not-sent", [("fields", not_sent.join(", "))]),
        basis: t.with("service-referral-basis", [("date", t.date(usable.line.consent.until))]),
        deadlines: deadlines.collect(),
        who,
        f: FormView::new(&page, form, errors)?,
        page,
    };
    render_with(status, &template)
}

/// What the chosen service will receive, filled in with what the case knows. What was typed already stays.
pub(super) async fn check(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let prepared = prepared(&visit, case_of(&id)?, &form).await?;
    let mut errors = FormErrors::none();
    let Some((service, usable)) = chosen(visit.t, &prepared, &form, &mut errors) else {
        return choosing(&visit, &prepared, StatusCode::UNPROCESSABLE_ENTITY, form, errors);
    };
    let typed = form.fields().any(|(name, _)| name.starts_with("field-"));
    let form = if typed {
        form
    } else {
        let known = usable.values.iter().map(|(code, value)| (field_name(code), value.clone()));
        let kept = ASKED.iter().map(|name| ((*name).to_owned(), form.text(name).to_owned()));
        Form::filled(known.chain(kept))
    };
    checking(&visit, &prepared, (service, usable), StatusCode::OK, form, errors)
}

pub(super) async fn send(visit: Visit, Path(id): Path<String>, form: Form) -> PageResult {
    let case = case_of(&id)?;
    let prepared = prepared(&visit, case, &form).await?;
    let mut errors = FormErrors::none();
    let Some((service, usable)) = chosen(visit.t, &prepared, &form, &mut errors) else {
        return choosing(&visit, &prepared, StatusCode::UNPROCESSABLE_ENTITY, form, errors);
    };
    if form.only_language() {
        return checking(&visit, &prepared, (service, usable), StatusCode::OK, form, errors);
    }
    let mut fields = BTreeMap::new();
    for code in &usable.line.consent.fields {
        match FieldValue::parse_optional(form.raw(&field_name(code))) {
            Ok(Some(value)) => {
                fields.insert(code.clone(), value);
            }
            Ok(None) => {}
            Err(_) => errors.add(field_name(code), msg("service-referral-text-wrong")),
        }
    }
    if errors.is_empty() {
        let sending = Sending { service: service.view.service.id, consent: usable.line.consent.id, fields };
        let outcome = app::service_referral::send(&visit.app, &visit.actor(), case, sending).await;
        if let Some(sent) = errors.settle(outcome)? {
            return visit.done(&format!("/service-referrals/{}", sent.id), msg("note-service-referral-sent"));
        }
    }
    checking(&visit, &prepared, (service, usable), StatusCode::UNPROCESSABLE_ENTITY, form, errors)
}
