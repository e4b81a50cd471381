//! From what `app` answers to what the templates of a case draw.

use app::App;
use app::case::{CaseHead, CaseView, Narrow, Tallies, TaskLine, Told};
use app::trail::{Look, Who};
use domain::actor::Actor;
use domain::clock::{Clock, ClockStatus};
use domain::compartment::CompartmentKind;
use domain::entry::EntryKind;
use domain::id::MemberId;
use jiff::Timestamp;

use crate::case::words;
use crate::component::{ClockPill, Fact, Regime};
use crate::i18n::{L10n, msg};
use crate::page::Page;

/// How many characters of a note the timeline shows before the rest is on the entry's own page.
const SHOWN: usize = 320;

/// A tab of a case.
pub(crate) struct Tab {
    pub(crate) href: String,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// Which tab a page is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Timeline,
    People,
    Supports,
    Stage,
    Court,
    Trail,
    Export,
    /// A form that belongs to no tab.
    Form,
}

/// The head of every page of a case.
pub(crate) struct HeadView {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) under: String,
    pub(crate) safe_contact: Option<String>,
    pub(crate) ban: bool,
    pub(crate) closed: bool,
    pub(crate) facts: Vec<Fact>,
    pub(crate) next: Option<ClockPill>,
    pub(crate) tabs: Vec<Tab>,
    pub(crate) can_write: bool,
    pub(crate) can_glass: bool,
}

impl HeadView {
    pub(crate) fn new(page: &Page, app: &App, actor: &Actor, head: &CaseHead, at: At) -> Self {
        let t = page.t;
        let case = &head.case;
        let id = case.id.to_string();
        let age = case.subject_age.map(|age| t.number(i64::from(age)));
        let under: Vec<String> = case.subject_pronouns.iter().cloned().chain(age).collect();
        let regime = app.rules_at(app.now()).production_regime(case.charged_on);
        let mut facts = vec![
            Fact::new(t.get("case-fact-stage"), words::stage(t, app, Some(&case.case_type), &case.stage)),
            Fact::new(t.get("case-fact-opened"), t.date(case.opened_at)),
            Fact::new(t.get("case-fact-lead"), lead(t, actor, head)),
        ];
        if let Some(regime) = regime {
            facts.push(Fact::new(t.get("case-fact-records"), t.pick(regime.label.en(), regime.label.fr())));
        }
        let now = app.now();
        let next =
            head.clocks.iter().filter(|clock| runs(clock)).min_by_key(|clock| clock.due_at).map(|clock| {
                let label = words::clock(t, app, &clock.rule, clock.started_at);
                match clock.status(now) {
                    ClockStatus::Overdue => {
                        ClockPill::new(ClockStatus::Overdue, t.with("case-next-overdue", [("what", label)]))
                    }
                    status => {
                        let pill = ClockPill::of(t, clock, now);
                        ClockPill::new(status, t.with("case-next", (("what", label), ("when", pill.text))))
                    }
                }
            });
        let tab = |path: &str, label: String, tab: At| Tab {
            href: page.href(&format!("/case/{id}{path}")),
            label,
            current: tab == at,
        };
        let people = i64::try_from(head.colleagues.len()).unwrap_or(i64::MAX);
        let mut tabs = vec![
            tab("", t.get("case-tab-timeline"), At::Timeline),
            tab("/people", t.with("case-tab-people", [("count", people)]), At::People),
            tab("/stage", t.get("case-tab-stage"), At::Stage),
            tab("/court", t.get("case-tab-court"), At::Court),
        ];
        if head.offers.read_consents {
            tabs.insert(2, tab("/consents", t.get("consent-tab"), At::Supports));
        }
        if head.offers.export {
            tabs.push(tab("/export", t.get("case-tab-export"), At::Export));
        }
        if head.offers.trail {
            tabs.push(tab("/trail", t.get("case-tab-trail"), At::Trail));
        }
        Self {
            kind: words::case_type(t, app, case),
            number: case.number.clone(),
            name: case.subject_name.clone(),
            under: under.join(", "),
            safe_contact: case.safe_contact.clone(),
            ban: case.publication_ban,
            closed: case.closed_at.is_some(),
            facts,
            next,
            tabs,
            can_write: !head.writable.is_empty(),
            can_glass: head.offers.glass,
            id,
        }
    }
}

fn lead(t: L10n, actor: &Actor, head: &CaseHead) -> String {
    let me = actor.member().map(|member| member.member);
    let leads: Vec<String> = head
        .colleagues
        .iter()
        .filter(|it| it.part == domain::case::Part::Lead)
        .map(|it| if Some(it.member) == me { t.get("case-you") } else { it.name.clone() })
        .collect();
    if leads.is_empty() { t.get("case-nobody") } else { leads.join(", ") }
}

pub(crate) fn runs(clock: &Clock) -> bool {
    clock.met_at.is_none() && clock.stopped_at.is_none()
}

/// One entry of the timeline.
pub(crate) struct EntryView {
    pub(crate) time: String,
    pub(crate) datetime: String,
    pub(crate) regime: Regime,
    pub(crate) fact: String,
    pub(crate) detail: Vec<String>,
    pub(crate) tags: Vec<String>,
    /// Label and address, with the words for what opens there.
    pub(crate) links: Vec<(String, String)>,
    pub(crate) by: String,
}

/// One day of the timeline.
pub(crate) struct DayView {
    pub(crate) heading: String,
    pub(crate) entries: Vec<EntryView>,
}

fn sentences(text: &str) -> i64 {
    let ends = text.split(['.', '!', '?', '…', '\n']).filter(|part| !part.trim().is_empty()).count();
    i64::try_from(ends.max(1)).unwrap_or(i64::MAX)
}

/// The beginning of a text, cut between words; whether anything was left out.
fn beginning(text: &str) -> (Vec<String>, bool) {
    let short = text.chars().count() <= SHOWN;
    let shown = if short {
        text.to_owned()
    } else {
        let cut: String = text.chars().take(SHOWN).collect();
        format!("{}…", cut.rsplit_once(char::is_whitespace).map_or(cut.as_str(), |(head, _)| head))
    };
    (shown.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(), !short)
}

pub(crate) fn entry(page: &Page, app: &App, actor: &Actor, head: &CaseHead, told: &Told) -> EntryView {
    let t = page.t;
    let it = &told.entry;
    let mut links = Vec::new();
    let own_page = page.href(&format!("/entry/{}", it.id));
    let (fact, coded) = match it.event() {
        Some(event) => words::event(t, app, Some(&head.case.case_type), &event),
        None => (it.title.clone(), None),
    };
    let mut detail: Vec<String> = coded.into_iter().collect();
    if let Some(body) = &it.body {
        let (lines, cut) = beginning(body);
        detail.extend(lines);
        if cut {
            links.push((t.get("entry-read-all"), own_page.clone()));
        }
    }
    if let Some(task) = &told.task {
        let who = told.assignee_name.clone().unwrap_or_default();
        detail.push(match (task.done_at, task.due_at) {
            (Some(at), _) => t.with("task-line-done", (("who", who), ("when", t.day_month_time(at)))),
            (None, Some(due)) => t.with("task-line-due", (("who", who), ("when", t.day_month_time(due)))),
            (None, None) => t.with("task-line", [("who", who)]),
        });
    }
    if let Some(document) = &told.document {
        let label = t.with("document-download", [("size", size(t, document.size))]);
        links.push((label, page.href(&format!("/document/{}", document.id))));
    }
    if let Some(text) = &it.sensitive_body {
        links.push((t.with("entry-sensitive-show", [("n", sentences(text))]), own_page));
    }
    let tags = if it.marks.immigration { vec![t.get("entry-tag-immigration")] } else { Vec::new() };
    EntryView {
        time: t.time(it.at),
        datetime: t.datetime_attribute(it.at),
        regime: Regime(it.compartment_kind),
        fact,
        detail,
        tags,
        links,
        by: author(t, actor, told),
    }
}

/// Who wrote an entry: "You", or name and agency.
pub(crate) fn author(t: L10n, actor: &Actor, told: &Told) -> String {
    let me = actor.member().map(|member| member.member);
    match (&told.entry.author, &told.author_agency) {
        (None, _) => t.get("entry-by-system"),
        (author, _) if *author == me => t.get("case-you"),
        (_, Some((en, fr))) => format!("{}, {}", told.entry.author_name, t.pick(en, fr)),
        (_, None) => told.entry.author_name.clone(),
    }
}

/// Bytes as people read them.
pub(crate) fn size(t: L10n, bytes: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let kilobytes = bytes as f64 / 1000.0;
    if bytes < 1000 {
        t.with("size-bytes", [("n", bytes)])
    } else if kilobytes < 1000.0 {
        t.with("size-kilobytes", [("n", t.fixed(kilobytes, 0))])
    } else {
        t.with("size-megabytes", [("n", t.fixed(kilobytes / 1000.0, 1))])
    }
}

/// The timeline by day, newest first.
pub(crate) fn days(page: &Page, app: &App, actor: &Actor, view: &CaseView) -> Vec<DayView> {
    let t = page.t;
    let mut days: Vec<(jiff::civil::Date, DayView)> = Vec::new();
    for told in &view.entries {
        let day = app.local_date(told.entry.at);
        let drawn = entry(page, app, actor, &view.head, told);
        match days.last_mut().filter(|(last, _)| *last == day) {
            Some((_, last)) => last.entries.push(drawn),
            None => days.push((day, DayView { heading: t.day_heading(told.entry.at), entries: vec![drawn] })),
        }
    }
    days.into_iter().map(|(_, day)| day).collect()
}

/// A filter of the timeline.
pub(crate) struct Chip {
    pub(crate) href: String,
    pub(crate) regime: Option<Regime>,
    pub(crate) label: String,
    pub(crate) current: bool,
}

/// The filters that make sense for this reader: they count what the reader may read, nothing else.
pub(crate) fn chips(page: &Page, id: &str, tallies: &Tallies, narrow: &Narrow) -> Vec<Chip> {
    let t = page.t;
    let at = |query: &str| page.href(&format!("/case/{id}{query}"));
    let mut chips = vec![Chip {
        href: at(""),
        regime: None,
        label: t.with("case-chip-all", [("count", tallies.all())]),
        current: narrow.compartment.is_none() && narrow.kind.is_none(),
    }];
    chips.extend(tallies.compartments.iter().map(|(kind, count)| Chip {
        href: at(&format!("?in={kind}")),
        regime: Some(Regime(*kind)),
        label: t.number(*count),
        current: narrow.compartment == Some(*kind),
    }));
    if tallies.clocks > 0 {
        chips.push(Chip {
            href: at("?show=clocks"),
            regime: None,
            label: t.get("case-chip-clocks"),
            current: narrow.kind == Some(EntryKind::Clock),
        });
    }
    chips
}

/// A clock or a task at the side of the page.
pub(crate) struct DueView {
    pub(crate) pill: Option<ClockPill>,
    pub(crate) regime: Option<Regime>,
    pub(crate) what: String,
    pub(crate) who: String,
    /// Where the reader says that it is done.
    pub(crate) done: Option<String>,
    overdue: bool,
    due_at: Option<Timestamp>,
}

/// How long a clock that was met stays at the side.
const STAYS: jiff::SignedDuration = jiff::SignedDuration::from_hours(72);

fn task_pill(t: L10n, line: &TaskLine, now: Timestamp) -> Option<ClockPill> {
    let due = line.task.due_at?;
    Some(if now > due {
        let late = t.duration(now.duration_since(due));
        ClockPill::new(ClockStatus::Overdue, t.with("clock-overdue-by", [("time", late)]))
    } else {
        ClockPill::new(ClockStatus::OnTime, t.with("clock-due-at", [("when", t.day_month_time(due))]))
    })
}

/// Clocks and tasks, what is overdue first.
pub(crate) fn due(page: &Page, app: &App, actor: &Actor, view: &CaseView) -> Vec<DueView> {
    let t = page.t;
    let now = app.now();
    let me = actor.member().map(|member| member.member);
    let name = |member: MemberId| {
        if Some(member) == me {
            return t.get("case-you");
        }
        let colleague = view.head.colleagues.iter().find(|it| it.member == member);
        colleague.map_or_else(String::new, |it| it.name.clone())
    };
    let recent = |clock: &&Clock| {
        let ended = clock.met_at.or(clock.stopped_at);
        ended.is_none_or(|at| now.duration_since(at) < STAYS)
    };
    let mut lines: Vec<DueView> = view
        .head
        .clocks
        .iter()
        .filter(recent)
        .map(|clock| DueView {
            pill: Some(ClockPill::of(t, clock, now)),
            regime: None,
            what: words::clock(t, app, &clock.rule, clock.started_at),
            who: clock.member.map_or_else(|| t.get("case-your-agency"), name),
            done: None,
            overdue: clock.status(now) == ClockStatus::Overdue,
            due_at: runs(clock).then_some(clock.due_at),
        })
        .collect();
    lines.extend(view.tasks.iter().map(|line| DueView {
        pill: task_pill(t, line, now),
        regime: Some(Regime(line.compartment)),
        what: line.task.title.clone(),
        who: if Some(line.task.assignee) == me { t.get("case-you") } else { line.assignee.clone() },
        done: line.mine.then(|| page.href(&format!("/task/{}/done", line.task.id))),
        overdue: line.task.due_at.is_some_and(|due| now > due),
        due_at: line.task.due_at,
    }));
    lines.sort_by_key(|line| (!line.overdue, line.due_at.is_none(), line.due_at));
    lines
}

/// A colleague at the side of the page.
pub(crate) struct PersonView {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) phone: Option<String>,
    pub(crate) regime: Option<Regime>,
    pub(crate) line: String,
    pub(crate) part: String,
    pub(crate) title: String,
    pub(crate) agency: String,
    pub(crate) since: String,
    pub(crate) can_end: bool,
}

/// The compartment that an agency of this kind is best known by.
fn known_by(kind: domain::agency::AgencyKind) -> Option<Regime> {
    use domain::agency::AgencyKind as Kind;
    Some(Regime(match kind {
        Kind::Police => CompartmentKind::Police,
        Kind::ChildProtection => CompartmentKind::ChildProtection,
        Kind::IndigenousOrganisation => CompartmentKind::Liaison,
        Kind::FirstNation => CompartmentKind::FirstNation,
        Kind::VictimServices | Kind::SurvivorServices | Kind::Residence => CompartmentKind::Services,
        _ => return None,
    }))
}

/// Who takes part, the reader last: they know themself.
pub(crate) fn people(t: L10n, actor: &Actor, head: &CaseHead) -> Vec<PersonView> {
    let me = actor.member();
    let mut people: Vec<(bool, PersonView)> = head
        .colleagues
        .iter()
        .map(|it| {
            let mine = me.is_some_and(|me| me.member == it.member);
            let agency = t.pick(&it.agency_en, &it.agency_fr).to_owned();
            let title = t.pick(&it.title_en, &it.title_fr).to_owned();
            let part = t.get(words::part(it.part));
            // The liaison is ended by their own agency only; others by their agency or by the one that leads.
            let theirs = me.is_some_and(|me| me.agency == it.agency || me.agency == head.case.owner);
            let person = PersonView {
                id: it.member.to_string(),
                name: if mine { t.get("case-you") } else { it.name.clone() },
                phone: it.phone.clone(),
                regime: known_by(it.agency_kind),
                line: t.with("case-person-line", (("part", &part), ("agency", &agency))),
                since: t.date(it.since),
                can_end: head.offers.manage && theirs && it.part != domain::case::Part::Liaison,
                part,
                title,
                agency,
            };
            (mine, person)
        })
        .collect();
    people.sort_by_key(|(mine, _)| *mine);
    people.into_iter().map(|(_, person)| person).collect()
}

/// Somebody who looked.
pub(crate) struct LookView {
    pub(crate) who: String,
    pub(crate) when: String,
    pub(crate) datetime: String,
    pub(crate) regime: Option<Regime>,
    pub(crate) what: String,
    /// The rules that permitted it, in words.
    pub(crate) why: Vec<String>,
    pub(crate) refused: bool,
}

pub(crate) fn look(t: L10n, app: &App, look: &Look) -> LookView {
    let today = app.local_date(app.now()) == app.local_date(look.at);
    LookView {
        who: match &look.who {
            Who::You => t.get("case-you"),
            Who::Member { name, agency_en, agency_fr } => format!("{name}, {}", t.pick(agency_en, agency_fr)),
            Who::Somebody { agency_en, agency_fr } => {
                t.with("trail-somebody", [("agency", t.pick(agency_en, agency_fr))])
            }
            Who::System => t.get("trail-system"),
            Who::Visitor => t.get("trail-visitor"),
        },
        when: if today { t.time(look.at) } else { t.day_month_time(look.at) },
        datetime: t.datetime_attribute(look.at),
        regime: look.compartment.map(Regime),
        what: t.get(if look.refused { msg("trail-refused") } else { crate::trail::act(&look.action) }),
        why: crate::trail::why(t, app, look),
        refused: look.refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_note_is_cut_between_words_and_a_short_one_is_not() {
        assert_eq!(
            beginning("Ate supper.\n\nTired."),
            (vec!["Ate supper.".to_owned(), "Tired.".into()], false)
        );
        let (lines, cut) = beginning(&"word ".repeat(100));
        assert!(
            cut && lines.len() == 1 && lines[0].ends_with("word…") && lines[0].chars().count() <= SHOWN + 1
        );
        assert!(beginning(&"x".repeat(500)).1, "a text without a space is cut too");
    }

    #[test]
    fn sentences_are_counted_for_the_label() {
        assert_eq!(sentences("He hit her. She left."), 2);
        assert_eq!(sentences("No full stop"), 1);
    }
}
