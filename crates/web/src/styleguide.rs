//! Every part on one page each for staff and the public, in development builds only. What the design language says in
//! words is seen here, and the accessibility tests run over it.

mod public;

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Query;
use domain::actor::Actor;
use domain::clock::ClockStatus;
use domain::compartment::CompartmentKind;
use serde::Deserialize;

use crate::chart::{Bar, BarChart, BarGroup, Frame, Meter, MeterChart, Value, Waterfall, WaterfallRow};
use crate::component::{
    ClockPill, Fact, Regime, RuleCitation, StepState, TimelineDay, TimelineEntry, TrackStep,
};
use crate::map::{Choropleth, Layer, Window, region_names};
use crate::{
    Access, FormView, L10n, Ledger, Me, NavEntry, Page, PageResult, Routes, Session, Visit, msg, render,
};

pub(crate) fn routes() -> Routes {
    let nothing = Ledger::Nothing("invented examples, development builds only");
    Routes::new()
        .get("/styleguide", "styleguide.staff", Access::Public, nothing, staff)
        .get("/styleguide/public", "styleguide.public", Access::Public, nothing, public::show)
        .post("/styleguide/public", "styleguide.send", Access::Public, nothing, public::send)
}

#[derive(Deserialize)]
struct View {
    #[serde(default)]
    view: String,
}

struct Tab {
    label: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "styleguide/staff.html")]
struct Staff {
    t: L10n,
    page: Page,
    f: FormView,
    clocks: Vec<ClockPill>,
    regimes: Vec<Regime>,
    facts: Vec<Fact>,
    tabs: Vec<Tab>,
    days: Vec<TimelineDay>,
    steps: Vec<TrackStep>,
    rules: Vec<RuleCitation>,
    bars: BarChart,
    meters: MeterChart,
    waterfall: Waterfall,
    map: Choropleth,
    cells: Vec<(String, Vec<Value>)>,
}

/// An invented session, so that the rail has something to show.
fn sample_session() -> Session {
    let nav = |path, label, icon, waiting, on_phone| NavEntry { path, label, icon, waiting, on_phone };
    let both = |en: &str, fr: &str| [en.to_owned(), fr.to_owned()];
    Session {
        actor: Actor::Visitor,
        me: Me {
            name: "Ama Placeholder".into(),
            role: both("Child protection worker", "Intervenante, protection de l’enfance"),
            unit: both("Harbour CARE Unit, night duty", "Équipe CARE Harbour, garde de nuit"),
        },
        nav: vec![
            nav("/now", msg("nav-now"), "now", 5, true),
            nav("/styleguide", msg("nav-cases"), "cases", 0, true),
            nav("/referrals", msg("nav-referrals"), "inbox", 2, true),
            nav("/matches", msg("nav-matches"), "match", 3, true),
            nav("/search", msg("nav-search"), "search", 0, false),
            nav("/directory", msg("nav-directory"), "book", 0, false),
        ],
        idle_seconds: 300,
        live: sample_live(),
    }
}

fn sample_live() -> app::session::Live {
    let member = domain::actor::MemberActor {
        member: domain::id::MemberId::from_u128(1),
        agency: domain::id::AgencyId::from_u128(1),
        agency_kind: domain::agency::AgencyKind::ChildProtection,
        team: None,
        roles: std::collections::BTreeSet::new(),
        name: "Ama Placeholder".into(),
    };
    app::session::Live {
        session: domain::id::SessionId::from_u128(1),
        member,
        title: [String::new(), String::new()],
        agency: [String::new(), String::new()],
        team: None,
        idle_seconds: 300,
        ends_at: jiff::Timestamp::UNIX_EPOCH,
    }
}

async fn staff(mut visit: Visit, Query(view): Query<View>) -> PageResult {
    let t = visit.t;
    visit.session = Some(sample_session());
    let page = visit.page("Styleguide")?;
    let f = FormView::blank(&page)?;
    render(&Staff {
        t,
        f,
        clocks: clocks(t),
        regimes: CompartmentKind::ALL.iter().map(|kind| Regime(*kind)).collect(),
        facts: facts(t),
        tabs: tabs(t, &page),
        days: timeline(t),
        steps: steps(t),
        rules: rules(t),
        bars: bars(t),
        meters: meters(t),
        waterfall: waterfall(t),
        map: map(t, Window::from_id(&view.view)),
        cells: cells(t),
        page,
    })
}

fn clocks(t: L10n) -> Vec<ClockPill> {
    vec![
        ClockPill::new(ClockStatus::Overdue, t.pick("Overdue 1 day 1 h", "En retard de 1 jour 1 h")),
        ClockPill::new(ClockStatus::DueSoon, t.pick("Due Sun 18:00", "Échéance dim. 18 h")),
        ClockPill::plain(t, ClockStatus::OnTime),
        ClockPill::plain(t, ClockStatus::Stopped),
        ClockPill::new(ClockStatus::Met, t.pick("Met 18 Nov, 09:40", "Respecté 18 nov., 9 h 40")),
    ]
}

fn facts(t: L10n) -> Vec<Fact> {
    vec![
        Fact::new(
            t.pick("Tonight", "Cette nuit"),
            t.pick("Riverbend residence, seen 21:40", "Résidence Riverbend, vue à 21 h 40"),
        ),
        Fact::new(t.pick("Stage", "Étape"), t.pick("Engaged, plan active", "En lien, plan actif")),
        Fact::new(t.pick("Opened", "Ouvert"), t.date(jiff::civil::date(2026, 10, 2))),
    ]
}

fn tabs(t: L10n, page: &Page) -> Vec<Tab> {
    [
        (t.pick("Timeline", "Chronologie"), true),
        (t.pick("Plan", "Plan"), false),
        (t.pick("People (7)", "Personnes (7)"), false),
        (t.pick("Consent (3)", "Consentements (3)"), false),
    ]
    .map(|(label, current)| Tab { label: label.to_owned(), href: page.href("/styleguide"), current })
    .into()
}

fn timeline(t: L10n) -> Vec<TimelineDay> {
    let entry = |time: (i8, i8), regime, fact: &str, detail: &str, by: &str| {
        let at = jiff::civil::time(time.0, time.1, 0, 0);
        TimelineEntry {
            time: t.time(at),
            datetime: format!("2026-11-21T{:02}:{:02}", time.0, time.1),
            regime,
            fact: fact.to_owned(),
            detail: detail.to_owned(),
            closed_label: String::new(),
            closed_href: String::new(),
            by: by.to_owned(),
        }
    };
    let mut call = entry(
        (20, 10),
        Regime(CompartmentKind::ChildProtection),
        t.pick("Call with mother", "Appel avec la mère"),
        t.pick(
            "Wants to visit Sunday. Will wait for Wren’s answer.",
            "Souhaite venir dimanche. Attendra la réponse de Wren.",
        ),
        t.pick("You", "Vous"),
    );
    call.closed_label = t
        .pick("Describes violence. Show 2 sentences", "Décrit de la violence. Afficher 2 phrases")
        .to_owned();
    call.closed_href = "#timeline".to_owned();
    vec![TimelineDay {
        heading: t.day_heading(jiff::civil::date(2026, 11, 21)),
        entries: vec![
            entry(
                (21, 40),
                Regime(CompartmentKind::Core),
                t.pick("Seen at residence", "Vue à la résidence"),
                t.pick(
                    "Ate supper, said she is tired. Asked when the interview will be and if she can bring her cousin.",
                    "A soupé, se dit fatiguée. A demandé quand aura lieu l’entrevue et si sa cousine peut venir.",
                ),
                "K. Exemple, Riverbend",
            ),
            call,
        ],
    }]
}

fn steps(t: L10n) -> Vec<TrackStep> {
    let step =
        |name: &str, detail: &str, state| TrackStep { name: name.into(), detail: detail.into(), state };
    vec![
        step(t.pick("Sent", "Envoyé"), t.pick("17 Nov, 10:12", "17 nov., 10 h 12"), StepState::Done),
        step(t.pick("Seen", "Vu"), t.pick("17 Nov, 11:40", "17 nov., 11 h 40"), StepState::Done),
        step(t.pick("Accepted", "Accepté"), t.pick("21 Nov, 16:04", "21 nov., 16 h 04"), StepState::Done),
        step(
            t.pick("First visit", "Première visite"),
            t.pick("Tue 24 Nov, 15:00", "mar. 24 nov., 15 h"),
            StepState::Now,
        ),
        step(
            t.pick("Finished", "Terminé"),
            t.pick("Her choice when", "Quand elle le voudra"),
            StepState::Ahead,
        ),
    ]
}

fn rules(t: L10n) -> Vec<RuleCitation> {
    let rule = |verified| RuleCitation {
        says: t
            .pick("Interview within 72 hours after return.", "Entrevue dans les 72 heures du retour.")
            .into(),
        id: "return-interview-72h".into(),
        in_force: t.date(jiff::civil::date(2021, 10, 1)),
        source: t.pick("Example guideline, section 4", "Ligne directrice exemple, section 4").into(),
        verified,
    };
    vec![rule(true), rule(false)]
}

fn bars(t: L10n) -> BarChart {
    let quarter =
        |n: u8, value, provisional| Bar { label: format!("{}{n}", t.pick("Q", "T")), value, provisional };
    let groups = [
        BarGroup {
            label: "2025-26".into(),
            bars: vec![
                quarter(1, Value::Count(41), false),
                quarter(2, Value::FewerThan(5), false),
                quarter(3, Value::Count(44), false),
                quarter(4, Value::Count(52), false),
            ],
        },
        BarGroup {
            label: "2026-27".into(),
            bars: vec![quarter(1, Value::Count(55), false), quarter(2, Value::Count(58), true)],
        },
    ];
    let mut frame = Frame::new(
        "bars",
        t.pick(
            "The number of children served has risen for three quarters.",
            "Le nombre d’enfants servis augmente depuis trois trimestres.",
        ),
        t.pick(
            "Children served, by quarter; values in the table below",
            "Enfants servis, par trimestre; valeurs dans le tableau ci-dessous",
        ),
    )
    .columns([t.pick("Quarter", "Trimestre"), t.pick("Children", "Enfants")])
    .csv("#bars");
    for group in &groups {
        for bar in &group.bars {
            frame = frame.row(format!("{}, {}", group.label, bar.label), [bar.value]);
        }
    }
    BarChart::new(t, frame, &groups)
}

fn meters(t: L10n) -> MeterChart {
    let meters = [
        (t.pick("3 days: immediate needs", "3 jours : besoins immédiats"), Value::Share(0.96, 0)),
        (t.pick("5 days: counselling", "5 jours : counseling"), Value::Share(0.91, 0)),
        (t.pick("10 days: serious injury", "10 jours : blessure grave"), Value::NotShown),
    ];
    let mut frame = Frame::new(
        "meters",
        t.pick(
            "Nine in ten requests were decided within the standard.",
            "Neuf demandes sur dix ont été traitées dans les délais.",
        ),
        t.pick("Share decided in time, by standard", "Part traitée dans les délais, par norme"),
    )
    .columns([t.pick("Standard", "Norme"), t.pick("In time", "Dans les délais")]);
    for (name, value) in meters {
        frame = frame.row(name, [value]);
    }
    MeterChart::new(t, frame, &meters.map(|(label, value)| Meter { label: label.into(), value }))
}

fn waterfall(t: L10n) -> Waterfall {
    let rows = [
        (t.pick("Phone same", "Même téléphone"), 9.1),
        (t.pick("Cousin’s name same", "Même nom de la cousine"), 4.8),
        (t.pick("Birth year agrees", "Année de naissance concordante"), 3.6),
        (t.pick("Name close", "Nom proche"), 3.2),
        (t.pick("Town same", "Même ville"), 1.1),
        (t.pick("Night of 11 Nov clashes", "Nuit du 11 nov. en conflit"), -4.0),
    ];
    let mut frame = Frame::new(
        "reasons",
        t.pick(
            "The shared phone weighs most; the night of 11 November is the only field against.",
            "Le téléphone partagé pèse le plus; la nuit du 11 novembre est le seul champ contraire.",
        ),
        t.pick(
            "Evidence for and against, field by field, in bits",
            "Indices pour et contre, champ par champ, en bits",
        ),
    )
    .columns([t.pick("Field", "Champ"), t.pick("Weight", "Poids")]);
    for (name, weight) in rows {
        frame = frame.row(name, [Value::Weight(weight)]);
    }
    let rows = rows.map(|(label, weight)| WaterfallRow { label: label.into(), weight });
    Waterfall::new(
        t,
        frame,
        (t.pick("Before any field", "Avant tout champ"), -13.3),
        &rows,
        (
            t.pick("Answer: leans same", "Réponse : plutôt la même"),
            t.pick("about 23 to 1", "environ 23 contre 1"),
        ),
    )
}

fn map(t: L10n, window: Window) -> Choropleth {
    let frame = Frame::new(
        "map",
        t.pick(
            "Most people were connected to a support along the lakes.",
            "La plupart des personnes aidées vivent près des lacs.",
        ),
        t.pick(
            "People connected to a support, by census division",
            "Personnes aidées, par division de recensement",
        ),
    )
    .columns([t.pick("Census division", "Division de recensement"), t.pick("People", "Personnes")]);
    // Invented figures: something that varies and is the same on every run.
    let figures: BTreeMap<String, Value> = region_names(Layer::CensusDivisions, t)
        .enumerate()
        .map(|(i, (id, _))| {
            let value = match i * 37 % 91 {
                0..5 => Value::FewerThan(5),
                5..10 => Value::NotShown,
                n => Value::Count(i64::try_from(n).unwrap_or(0) * 7),
            };
            (id.to_owned(), value)
        })
        .collect();
    Choropleth::new(t, frame, Layer::CensusDivisions, window, &figures)
}

fn cells(t: L10n) -> Vec<(String, Vec<Value>)> {
    vec![
        (
            t.pick("Central", "Centre").into(),
            vec![Value::Count(41), Value::Share(0.713, 1), Value::Money(235_000)],
        ),
        (t.pick("North", "Nord").into(), vec![Value::FewerThan(5), Value::NotShown, Value::Money(1_250_050)]),
    ]
}
