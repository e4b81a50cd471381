//! One referral as the desk reads it, with what the desk may do.

use app::home::ClockLine;
use app::referral::{Choices, ReferralView};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use domain::id::{MemberId, ReferralId};
use packs::{FormInForce, Holds, Input, PREFER_NOT_TO_SAY};

use super::desk::{source, state, title};
use super::id;
use crate::clock::ClockRow;
use crate::component::{Fact, RuleCitation};
use crate::phone::Phone;
use crate::{Choice, Form, FormErrors, FormView, L10n, Page, PageResult, SignedIn, nav, render_with};

#[derive(Template)]
#[template(path = "referral/show.html")]
struct Show {
    t: L10n,
    page: Page,
    f: FormView,
    action: String,
    head: Head,
    parts: Vec<Answers>,
    clocks: Vec<ClockRow>,
    eligible: Vec<Eligible>,
    duty: Option<Duty>,
    panel: Option<Panel>,
}

struct Head {
    title: String,
    facts: Vec<Fact>,
    case_href: String,
    to_be_told: bool,
    declined: String,
}

/// The answers of one part of the form.
struct Answers {
    id: String,
    title: String,
    facts: Vec<Fact>,
}

/// A rule of the programme, and whether it holds.
struct Eligible {
    tone: &'static str,
    icon: &'static str,
    title: String,
    text: String,
    rule: RuleCitation,
}

/// What the law asked of the sender, and what they answered.
struct Duty {
    tone: &'static str,
    heading: String,
    answer: String,
    rule: RuleCitation,
}

/// What the desk may choose.
struct Panel {
    may_open: bool,
    hits: Vec<Choice>,
    contacts: Vec<Contact>,
    searched: bool,
    colleagues: Vec<Choice>,
    case_types: Vec<Choice>,
    reasons: Vec<Choice>,
}

/// An agency that may be called.
struct Contact {
    name: String,
    person: String,
    phone: Option<Phone>,
}

/// The page of a referral.
pub(super) async fn show(visit: SignedIn, Path(referral): Path<String>) -> PageResult {
    draw(&visit, id(&referral)?, StatusCode::OK, Form::empty(), FormErrors::none()).await
}

/// Draws the page, with a form as it was filled in.
pub(super) async fn draw(
    visit: &SignedIn,
    id: ReferralId,
    status: StatusCode,
    form: Form,
    errors: FormErrors,
) -> PageResult {
    let app = &visit.app;
    let view = app::referral::show(app, &visit.actor, id).await?;
    let panel = match view.may_answer {
        true => {
            let choices = app::referral::choices(app, &visit.actor, &view.referral).await?;
            Some(panel(visit, &view, choices))
        }
        false => None,
    };
    let t = visit.t;
    let pack = app::referral::form(app.rules_at(view.referral.received_at))?;
    let page = visit.page(t.get("referral-page-title"))?;
    let f = FormView::new(&page, form, errors)?;
    let template = Show {
        t,
        f,
        action: visit.href(&format!("/referrals/{id}")),
        head: head(visit, &view),
        parts: parts(t, &pack, &view),
        clocks: clocks(visit, &view),
        eligible: eligible(t, &view),
        duty: duty(t, &pack, &view),
        panel,
        page,
    };
    render_with(status, &template)
}

fn head(visit: &SignedIn, view: &ReferralView<'_>) -> Head {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let referral = &view.referral;
    let mut facts = vec![
        Fact::new(t.get("referral-fact-state"), t.get(state(referral.state))),
        Fact::new(t.get("referral-fact-from"), source(t, rules, referral)),
        Fact::new(t.get("referral-fact-received"), t.day_month_time(referral.received_at)),
    ];
    facts.extend(referral.read_at.map(|at| Fact::new(t.get("referral-fact-read"), t.day_month_time(at))));
    facts.extend(
        referral.answered_at.map(|at| Fact::new(t.get("referral-fact-answered"), t.day_month_time(at))),
    );
    let reason = referral.declined_reason.as_deref().map(|reason| {
        let code = rules.codes("referral-decline-reasons").and_then(|reasons| reasons.code(reason));
        let label = code.map_or_else(|| reason.to_owned(), |code| t.say(&code.label).to_owned());
        match &referral.declined_words {
            Some(words) => format!("{label}. {words}"),
            None => label,
        }
    });
    Head {
        title: title(t, referral),
        facts,
        case_href: referral
            .case
            .and_then(|case| nav::below(nav::CASES, case))
            .map_or_else(String::new, |path| visit.href(&path)),
        to_be_told: view.to_be_told,
        declined: reason.unwrap_or_default(),
    }
}

/// The answers in the pack's words, part by part; what was not answered is left out.
fn parts(t: L10n, pack: &FormInForce<'_>, view: &ReferralView<'_>) -> Vec<Answers> {
    let answer = |question: &packs::Question| {
        let given = view.referral.answers.get(&question.id)?;
        let word = |value: &String| {
            if value == PREFER_NOT_TO_SAY {
                return t.get("referral-not-said");
            }
            let label =
                pack.choices(question).and_then(|list| list.code(value)).map(|code| t.say(&code.label));
            match (label, question.input) {
                (Some(label), _) => label.to_owned(),
                (None, Input::Date) => {
                    value.parse::<jiff::civil::Date>().map_or_else(|_| value.clone(), |day| t.date(day))
                }
                (None, Input::Phone) => Phone::new(t, value).text,
                (None, _) => value.clone(),
            }
        };
        let label = t.say(&question.label).trim_end_matches('.');
        Some(Fact::new(label, given.iter().map(word).collect::<Vec<_>>().join("; ")))
    };
    pack.parts()
        .iter()
        .map(|part| Answers {
            id: part.id.clone(),
            title: t.say(&part.title).to_owned(),
            facts: pack.questions_of(&part.id).filter_map(answer).collect(),
        })
        .filter(|part| !part.facts.is_empty())
        .collect()
}

fn clocks(visit: &SignedIn, view: &ReferralView<'_>) -> Vec<ClockRow> {
    let at = visit.app.now();
    let me = visit.actor.member().map(|member| member.member);
    let page = |path: &str| visit.href(path);
    let rules = visit.app.rules_at(at);
    let row = |clock: &domain::clock::Clock| {
        let line = ClockLine {
            status: clock.status(at),
            about: app::home::About::Other { kind: clock.subject, id: clock.subject_id.clone() },
            rule: visit.app.rules_at(clock.started_at).clock(&clock.rule),
            mine: false,
            may_stop: false,
            may_resume: false,
            clock: clock.clone(),
        };
        ClockRow::new(visit.t, &page, rules, &line, me, at)
    };
    view.clocks.iter().map(row).collect()
}

fn cited(t: L10n, id: &str, basis: &packs::Basis, source: String) -> RuleCitation {
    RuleCitation {
        says: String::new(),
        id: id.to_owned(),
        in_force: basis.in_force().from.map_or_else(String::new, |from| t.date_long(from)),
        source,
        verified: basis.verified(),
    }
}

fn sources(t: L10n, basis: &packs::Basis) -> String {
    basis.sources().map(|source| t.say(&source.citation)).collect::<Vec<_>>().join("; ")
}

fn eligible(t: L10n, view: &ReferralView<'_>) -> Vec<Eligible> {
    let rule = |(rule, holds): &(&packs::Eligibility, Holds)| {
        let label = t.say(&rule.label);
        let (tone, icon, title, text) = match holds {
            Holds::Yes => ("good", "check", t.with("referral-eligible", [("rule", label)]), String::new()),
            Holds::No => {
                let title = t.with("referral-not-eligible", [("rule", label)]);
                ("soon", "soon", title, t.say(&rule.otherwise).to_owned())
            }
            Holds::AgeUnknown => {
                let title = t.with("referral-eligible-unknown", [("rule", label)]);
                ("quiet", "info", title, t.get("referral-eligible-ask"))
            }
        };
        Eligible { tone, icon, title, text, rule: cited(t, &rule.id, &rule.basis, sources(t, &rule.basis)) }
    };
    view.eligible.iter().map(rule).collect()
}

fn duty(t: L10n, pack: &FormInForce<'_>, view: &ReferralView<'_>) -> Option<Duty> {
    let duty = view.duty?;
    let answer = pack
        .question("society_called")
        .and_then(|question| {
            let given = view.referral.answers.get(&question.id)?.first()?;
            Some(t.say(&pack.choices(question)?.code(given)?.label).to_owned())
        })
        .unwrap_or_else(|| t.get("referral-duty-not-asked"));
    Some(Duty {
        tone: if duty.obligation == packs::Obligation::Must { "bad" } else { "quiet" },
        heading: t.say(&duty.heading).to_owned(),
        answer,
        rule: cited(t, &duty.id, &duty.basis, t.say(&duty.citation).to_owned()),
    })
}

fn panel(visit: &SignedIn, view: &ReferralView<'_>, choices: Choices<'_>) -> Panel {
    let t = visit.t;
    let rules = visit.app.rules_at(visit.app.now());
    let hits = choices.known.hits.iter().map(|hit| {
        let person = &hit.record.person;
        let name = format!("{} {}", person.given_names, person.family_name).trim().to_owned();
        let born = person.born.as_deref().map(|born| t.with("referral-hit-born", [("born", born)]));
        let label = [Some(name), born].into_iter().flatten().collect::<Vec<_>>().join(", ");
        let known: Vec<String> =
            hit.reasons.iter().filter(|reason| t.has(reason)).map(|reason| t.get(reason)).collect();
        Choice::new(hit.record.id.to_string(), label).hint(known.join(", "))
    });
    let contacts = choices.known.contacts.iter().map(|contact| Contact {
        name: t.pick(&contact.agency_en, &contact.agency_fr).to_owned(),
        person: contact.person.clone().unwrap_or_default(),
        phone: contact.phone.as_deref().map(|number| Phone::new(t, number)),
    });
    let colleagues = choices.colleagues.iter().flat_map(|agency| {
        let name = t.pick(&agency.agency.name_en, &agency.agency.name_fr);
        agency.people.iter().map(move |person| {
            let title = t.pick(&person.title_en, &person.title_fr);
            Choice::new(person.member.to_string(), format!("{}, {title}", person.name)).hint(name)
        })
    });
    let reasons = rules.codes("referral-decline-reasons").map_or(&[][..], |reasons| &reasons.value);
    Panel {
        may_open: view.may_open && !choices.case_types.is_empty(),
        hits: hits.collect(),
        contacts: contacts.collect(),
        searched: view.referral.record.is_some(),
        colleagues: colleagues.collect(),
        case_types: choices
            .case_types
            .iter()
            .map(|it| Choice::new(it.id.as_str(), t.say(&it.label)))
            .collect(),
        reasons: reasons
            .iter()
            .map(|reason| {
                let hint = if reason.needs_words { t.get("referral-reason-words") } else { String::new() };
                Choice::new(reason.id.as_str(), t.say(&reason.label)).hint(hint)
            })
            .collect(),
    }
}

/// The members whom the form names; what is no id is nobody.
pub(super) fn members(form: &Form) -> Vec<MemberId> {
    form.all("joining").iter().filter_map(|id| id.parse().ok()).collect()
}
