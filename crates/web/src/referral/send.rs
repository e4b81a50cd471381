//! Sending a referral: the same form for everyone, in the public frame or inside the staff frame.

use app::referral::Received;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use domain::agency::Agency;
use domain::id::AgencyId;
use packs::FormInForce;

use super::id;
use super::question::{DutyBox, Kind, Part, Row, parts};
use super::words::{Sent, sent, wrong};
use crate::phone::Phone;
use crate::{Form, FormErrors, FormView, L10n, Page, PageResult, Visit, msg, nav, render, render_with};

/// The name of the form in the page.
const FORM: &str = "refer";
/// The button that asks what the law asks, and sends nothing.
const CHECK: &str = "_check";

/// An agency to choose from.
struct Desk {
    href: String,
    name: String,
    phone: Option<Phone>,
}

#[derive(Template)]
#[template(path = "referral/choose_public.html")]
struct ChoosePublic {
    t: L10n,
    page: Page,
    desks: Vec<Desk>,
}

#[derive(Template)]
#[template(path = "referral/choose_staff.html")]
struct ChooseStaff {
    t: L10n,
    page: Page,
    desks: Vec<Desk>,
}

/// Which agency takes it in. Where there is only one, there is nothing to choose.
pub(super) async fn choose(visit: Visit) -> PageResult {
    let desks = app::referral::desks(&visit.app, &visit.actor()).await?;
    if let [only] = desks.as_slice() {
        return Ok(Redirect::to(&visit.href(&format!("/refer/{}", only.id))).into_response());
    }
    let t = visit.t;
    let desks = desks
        .iter()
        .map(|agency| Desk {
            href: visit.href(&format!("/refer/{}", agency.id)),
            name: t.pick(&agency.name_en, &agency.name_fr).to_owned(),
            phone: agency.duty_phone.as_deref().map(|number| Phone::new(t, number)),
        })
        .collect();
    if visit.session.is_some() {
        return render(&ChooseStaff { t, page: visit.page(t.get("referral-new"))?, desks });
    }
    render(&ChoosePublic { t, page: visit.page(t.get("referral-neutral-title"))?, desks })
}

/// What the form's template shows.
struct View {
    title: String,
    lead: String,
    send: String,
    readers: String,
    action: String,
    stop: String,
    parts: Vec<Part>,
    phone: Option<Phone>,
}

#[derive(Template)]
#[template(path = "referral/new_public.html")]
struct NewPublic {
    t: L10n,
    page: Page,
    f: FormView,
    view: View,
}

#[derive(Template)]
#[template(path = "referral/new_staff.html")]
struct NewStaff {
    t: L10n,
    page: Page,
    f: FormView,
    view: View,
}

/// The form as it stands.
struct Filled<'a> {
    agency: &'a Agency,
    pack: &'a FormInForce<'a>,
    form: Form,
    errors: FormErrors,
    /// Whether the page speaks of the duty to report.
    duty: bool,
}

fn show(visit: &Visit, filled: Filled<'_>) -> PageResult {
    let t = visit.t;
    let Filled { agency, pack, form, errors, duty } = filled;
    let path = format!("/refer/{}", agency.id);
    let view = View {
        title: t.say(&pack.title).to_owned(),
        lead: t.say(&pack.lead).to_owned(),
        send: t.say(&pack.send).to_owned(),
        readers: t.say(&pack.readers).to_owned(),
        action: visit.href(&path),
        stop: visit.href("/refer/stopped"),
        parts: parts(t, pack, &sent(&form, pack), &errors, agency, duty),
        phone: agency.duty_phone.as_deref().map(|number| Phone::new(t, number)),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    if visit.session.is_some() {
        let page = visit.page(t.get("referral-new"))?.with_form(FORM, path);
        let f = FormView::new(&page, form, errors)?;
        return render_with(status, &NewStaff { t, page, f, view });
    }
    let page = visit.page(t.get("referral-neutral-title"))?.with_form(FORM, path);
    let f = FormView::new(&page, form, errors)?;
    render_with(status, &NewPublic { t, page, f, view })
}

/// The form, empty.
pub(super) async fn new(visit: Visit, Path(agency): Path<String>) -> PageResult {
    let agency = app::referral::desk(&visit.app, &visit.actor(), id::<AgencyId>(&agency)?).await?;
    let pack = app::referral::form(visit.app.rules_at(visit.app.now()))?;
    let filled =
        Filled { agency: &agency, pack: &pack, form: Form::empty(), errors: FormErrors::none(), duty: false };
    show(&visit, filled)
}

/// Sends the form, shows it in the other language, or says what the law asks of the sender.
pub(super) async fn send(visit: Visit, Path(agency): Path<String>, form: Form) -> PageResult {
    let actor = visit.actor();
    let agency = app::referral::desk(&visit.app, &actor, id::<AgencyId>(&agency)?).await?;
    let pack = app::referral::form(visit.app.rules_at(visit.app.now()))?;
    let answers = sent(&form, &pack);
    let spoken = answered(&answers, pack.age.as_deref());
    if form.only_language() || !form.all(CHECK).is_empty() {
        let duty = spoken || !form.all(CHECK).is_empty();
        return show(&visit, Filled { agency: &agency, pack: &pack, form, errors: FormErrors::none(), duty });
    }
    let once = Some(form.nonce()).filter(|once| (16..=256).contains(&once.len()));
    match app::referral::receive(&visit.app, &actor, agency.id, &answers, once).await {
        Ok(received) => confirm(&visit, &agency, &pack, &answers, received),
        Err(app::Error::Invalid(faults)) => {
            let errors = wrong(visit.t, &pack, faults);
            show(&visit, Filled { agency: &agency, pack: &pack, form, errors, duty: true })
        }
        Err(other) => Err(other.into()),
    }
}

fn answered(answers: &Sent, question: Option<&str>) -> bool {
    question
        .and_then(|question| answers.get(question))
        .is_some_and(|values| values.iter().any(|value| !value.trim().is_empty()))
}

#[derive(Template)]
#[template(path = "referral/sent.html")]
struct Confirmation {
    t: L10n,
    page: Page,
    number: String,
    agency: String,
    phone: Option<Phone>,
    heard_by: String,
    follow: Option<Secret>,
    duty: Option<DutyBox>,
}

/// The secret with which a sender follows their referral.
struct Secret {
    /// As it is sent.
    text: String,
    /// As people copy it: in groups.
    groups: String,
}

impl Secret {
    fn new(text: String) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let groups: Vec<String> = chars.chunks(8).map(|group| group.iter().collect()).collect();
        Self { groups: groups.join(" "), text }
    }
}

/// What happened, its number, who has it, by when the sender hears. Members go to the list of what they sent.
fn confirm(
    visit: &Visit,
    agency: &Agency,
    pack: &FormInForce<'_>,
    answers: &Sent,
    received: Received,
) -> PageResult {
    if let Some(session) = &visit.session {
        let lists = session.nav.iter().any(|entry| entry.path == "/referrals");
        return visit.done(if lists { "/referrals" } else { nav::first_page() }, msg("note-referral-sent"));
    }
    let t = visit.t;
    let mut page = visit.page(t.get("referral-neutral-title"))?;
    if received.follow.is_some() {
        page = page.with_form("kept", "/refer/follow");
    }
    render(&Confirmation {
        t,
        page,
        number: received.number,
        agency: t.pick(&agency.name_en, &agency.name_fr).to_owned(),
        phone: agency.duty_phone.as_deref().map(|number| Phone::new(t, number)),
        heard_by: received.heard_by.map_or_else(String::new, |by| t.date_time(by)),
        follow: received.follow.map(Secret::new),
        duty: pack
            .duty(answers)
            .filter(|duty| duty.obligation != packs::Obligation::None)
            .map(|duty| DutyBox::new(t, duty, agency)),
    })
}

#[derive(Template)]
#[template(path = "referral/stopped_public.html")]
struct StoppedPublic {
    t: L10n,
    page: Page,
}

#[derive(Template)]
#[template(path = "referral/stopped_staff.html")]
struct StoppedStaff {
    t: L10n,
    page: Page,
}

/// Nothing was sent, nothing is kept.
pub(super) async fn stopped(visit: Visit) -> PageResult {
    let t = visit.t;
    if visit.session.is_some() {
        return render(&StoppedStaff { t, page: visit.page(t.get("referral-new"))? });
    }
    render(&StoppedPublic { t, page: visit.page(t.get("referral-neutral-title"))? })
}
