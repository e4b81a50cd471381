//! "What needs me now": the page after the sign-in.

use app::home::Home;
use askama::Template;
use axum::http::StatusCode;
use domain::agency::AgencyKind;
use domain::case::Case;
use domain::clock::ClockStatus;
use domain::compartment::CompartmentKind;
use domain::id::CaseId;
use domain::member::Role;
use domain::text::{BadText, Line, Prose};
use packs::Rules;

use crate::clock::ClockRow;
use crate::component::{ClockPill, Regime};
use crate::notice::NoticeRow;
use crate::{
    Access, Choice, Form, FormErrors, FormView, L10n, Ledger, Page, PageError, PageResult, Routes, SignedIn,
    msg, nav, render_with,
};

pub(crate) fn routes() -> Routes {
    Routes::new().get("/now", "home.show", Access::SignedIn, Ledger::Entry, show).post(
        "/now/note",
        "home.note",
        Access::SignedIn,
        Ledger::Entry,
        note,
    )
}

/// How many notices stand open; the rest folds.
pub(crate) const NOTICES: usize = 5;
/// How many seen notices the page still shows.
const SEEN: usize = 5;

#[derive(Template)]
#[template(path = "home/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    when: String,
    view: View,
}

struct View {
    casework: bool,
    clocks: Vec<ClockRow>,
    running: usize,
    of_the_unit: Option<usize>,
    cases: Vec<CaseRow>,
    tasks: Vec<TaskRow>,
    notices: Vec<NoticeRow>,
    unseen: usize,
    lists: Vec<ListRow>,
    note_cases: Vec<Choice>,
    note_goes_to: Option<Regime>,
}

struct CaseRow {
    href: String,
    name: String,
    age: String,
    under: String,
    stage: String,
    next: Option<ClockPill>,
    next_what: String,
    opened: String,
}

struct TaskRow {
    title: String,
    href: String,
    due: String,
}

/// A list on which something waits, or a page that this person comes for.
struct ListRow {
    href: String,
    title: String,
    count: String,
    text: String,
}

async fn show(visit: SignedIn) -> PageResult {
    let home = app::home::now(&visit.app, &visit.actor).await?;
    draw(&visit, home, StatusCode::OK, Form::empty(), FormErrors::none())
}

fn draw(visit: &SignedIn, home: Home<'_>, status: StatusCode, form: Form, errors: FormErrors) -> PageResult {
    let t = visit.t;
    let at = home.at;
    let page = visit.page(t.get("home-title"))?;
    let f = FormView::new(&page, form, errors)?;
    let when = format!("{} {}, {}", t.day_heading(at), t.year(at), t.time(at));
    render_with(status, &Show { t, page, f, when, view: view(visit, &home) })
}

fn view(visit: &SignedIn, home: &Home<'_>) -> View {
    let t = visit.t;
    let page = |path: &str| visit.href(path);
    let rules = visit.app.rules_at(home.at);
    let member = visit.actor.member();
    let me = member.map(|member| member.member);
    let today = visit.app.local_date(home.at);
    let about = |case: Option<CaseId>| {
        let case = case.and_then(|id| home.cases.iter().find(|case| case.id == id));
        case.map_or_else(String::new, |case| format!("{}, {}", case.subject_name, case.number))
    };
    let unseen = home.unseen();
    let notices = home.notices.iter().take(unseen + SEEN).map(|notice| {
        let same_day = visit.app.local_date(notice.at) == today;
        NoticeRow::new(t, &page, notice, &about(notice.case), same_day)
    });
    let tasks = home.tasks.iter().filter_map(|task| {
        let case = home.cases.iter().find(|case| case.id == task.case)?;
        Some(TaskRow {
            title: t.with("home-task-for", (("name", &case.subject_name), ("number", &case.number))),
            href: nav::below(nav::CASES, case.id).map_or_else(String::new, |path| page(&path)),
            due: task
                .due_at
                .map_or_else(String::new, |due| t.with("clock-due-by", [("when", t.weekday_time(due))])),
        })
    });
    View {
        casework: home.casework,
        clocks: home.clocks.iter().map(|line| ClockRow::new(t, &page, rules, line, me, home.at)).collect(),
        running: home.running(),
        of_the_unit: home.of_the_unit,
        cases: home.cases.iter().map(|case| case_row(visit, home, rules, case)).collect(),
        tasks: tasks.collect(),
        notices: notices.collect(),
        unseen,
        lists: lists(visit, home),
        note_cases: home
            .cases
            .iter()
            .map(|case| Choice::new(case.id.to_string(), format!("{}, {}", case.subject_name, case.number)))
            .collect(),
        note_goes_to: member.and_then(|member| own_compartment(member.agency_kind)).map(Regime),
    }
}

/// The compartment that agencies of a kind usually hold in a case: what a note goes into unless the case has none of it.
fn own_compartment(kind: AgencyKind) -> Option<CompartmentKind> {
    match kind {
        AgencyKind::Police => Some(CompartmentKind::Police),
        AgencyKind::ChildProtection => Some(CompartmentKind::ChildProtection),
        AgencyKind::IndigenousOrganisation => Some(CompartmentKind::Liaison),
        AgencyKind::FirstNation => Some(CompartmentKind::FirstNation),
        AgencyKind::VictimServices | AgencyKind::SurvivorServices | AgencyKind::Residence => {
            Some(CompartmentKind::Services)
        }
        _ => None,
    }
}

fn case_row(visit: &SignedIn, home: &Home<'_>, rules: Rules<'_>, case: &Case) -> CaseRow {
    let t = visit.t;
    let stage = rules
        .case_type(&case.case_type)
        .and_then(|case_type| case_type.stage(&case.stage))
        .map_or_else(|| case.stage.clone(), |stage| t.say(&stage.label).to_owned());
    let runs = |status| !matches!(status, ClockStatus::Met | ClockStatus::Stopped);
    let next = home.clocks.iter().find(|line| line.clock.case == Some(case.id) && runs(line.status));
    let mut under: Vec<String> = case.subject_pronouns.iter().cloned().collect();
    under.push(case.number.clone());
    CaseRow {
        href: nav::below(nav::CASES, case.id).map_or_else(String::new, |path| visit.href(&path)),
        name: case.subject_name.clone(),
        age: case.subject_age.map_or_else(String::new, |age| format!(", {age}")),
        under: under.join(", "),
        stage,
        next_what: next
            .and_then(|line| line.rule)
            .map_or_else(String::new, |rule| t.say(&rule.label).to_owned()),
        next: next.map(|line| ClockPill::of(t, &line.clock, home.at)),
        opened: t.day_month(case.opened_at),
    }
}

/// The lists on which something waits for this person, and the pages that their role comes for.
fn lists(visit: &SignedIn, home: &Home<'_>) -> Vec<ListRow> {
    let t = visit.t;
    let waiting = home.waiting;
    let role = |role: Role| visit.actor.member().is_some_and(|member| member.has(role));
    let row = |path: &str, title: String, count: u32, text: String| {
        nav::exists(path).then(|| ListRow {
            href: visit.href(path),
            title,
            count: nav::count(t, count),
            text,
        })
    };
    let counted = |path, title: String, count: u32, text: String| {
        if count == 0 { None } else { row(path, title, count, text) }
    };
    let plain =
        |fits: bool, path, title: String, text: String| if fits { row(path, title, 0, text) } else { None };
    [
        counted("/referrals", t.get("home-referrals"), waiting.referrals, t.get("home-referrals-text")),
        counted("/matches", t.get("home-matches"), waiting.matches, t.get("home-matches-text")),
        counted("/service-referrals", t.get("home-services"), waiting.services, t.get("home-services-text")),
        counted("/break-glass", t.get("home-reviews"), waiting.reviews, t.get("home-reviews-text")),
        plain(role(Role::Auditor), "/ledger", t.get("home-ledger"), t.get("home-ledger-text")),
        plain(role(Role::Statistician), "/figures", t.get("home-figures"), t.get("home-figures-text")),
        plain(role(Role::Administrator), "/members", t.get("home-members"), t.get("home-members-text")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How long the first line of a note may be, as the fact in bold.
const HEAD: usize = 120;

/// A note as typed into a fact and more words: its first line or sentence, when that is short, and all of it otherwise below
/// a beginning.
fn headed(text: &Prose) -> Result<(Line, Option<Prose>), PageError> {
    let text = text.as_str();
    let end = text.find('\n').unwrap_or(text.len());
    let (first, rest) = text.split_at(end);
    let cut = |text: &str| text.char_indices().nth(HEAD).map(|(at, _)| at);
    let (title, body) = match cut(first) {
        None => (first.to_owned(), rest.to_owned()),
        Some(at) => {
            let head = first.get(..at).unwrap_or(first);
            let word = head.rfind(' ').and_then(|at| head.get(..at)).unwrap_or(head);
            (format!("{word} …"), text.to_owned())
        }
    };
    let title = Line::parse(&title).map_err(PageError::internal)?;
    Ok((title, Prose::parse_optional(&body).map_err(PageError::internal)?))
}

/// Writes the quick note and goes to the case, where it stands on the timeline.
async fn note(visit: SignedIn, form: Form) -> PageResult {
    let mut errors = FormErrors::none();
    let case: Option<CaseId> = form.text("case").parse().ok();
    if case.is_none() {
        errors.add("case", msg("home-note-case-missing"));
    }
    let text = match Prose::parse(form.raw("note")) {
        Ok(text) => Some(text),
        Err(wrong) => {
            errors.add(
                "note",
                match wrong {
                    BadText::Empty => msg("home-note-missing"),
                    BadText::TooLong(_) => msg("answer-too-long"),
                    BadText::Control => msg("answer-control-character"),
                },
            );
            None
        }
    };
    if let (Some(case), Some(text)) = (case, text) {
        let (title, body) = headed(&text)?;
        app::home::note(&visit.app, &visit.actor, case, title, body).await?;
        let place = nav::below(nav::CASES, case).unwrap_or_else(|| "/now".to_owned());
        return visit.done(&place, msg("note-home-noted"));
    }
    let home = app::home::now(&visit.app, &visit.actor).await?;
    draw(&visit, home, StatusCode::UNPROCESSABLE_ENTITY, form, errors)
}
