//! The situations in which an entry is read, or leaves.

use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind as K;
use policy::action::{DiscloseEntry, ExportEntry, ReadEntry};
use policy::context;
use policy::facts::{CaseFacts, CompartmentFacts, Regime};

use super::super::{ME, MINE, Table};
use super::{
    IMMIGRATION, OWN_TEAM, PARTNER_OFF, PARTNER_TEAM, SEALED, STANDINGS, STRANGER, UNMARKED, charge,
    compartment, entry, plain,
};

/// Reading, with consent, break-glass, release and marks.
pub fn reading(table: &mut Table) {
    table.action::<ReadEntry>();
    for kind in K::ALL {
        for it in STANDINGS {
            table.row::<ReadEntry>(&format!("{kind}, {}", it.label), |_| plain(*kind, it), &());
        }
        for it in [PARTNER_TEAM, PARTNER_OFF, STRANGER] {
            let bare = compartment(*kind, it);
            let consented = CompartmentFacts { consented: [MINE].into(), ..bare.clone() };
            let glass = CompartmentFacts { glass: [ME].into(), ..bare.clone() };
            let released = CompartmentFacts { released_to: [MINE].into(), ..bare };
            for (label, what) in [("consent", consented), ("break-glass", glass), ("released", released)] {
                let facts = |_| entry(what.clone(), UNMARKED, Regime::None);
                table.row::<ReadEntry>(&format!("{kind}, {}, {label}", it.label), facts, &());
            }
        }
        for (label, marks) in [("sealed", SEALED), ("immigration", IMMIGRATION)] {
            let facts = |_| {
                let open = CompartmentFacts {
                    consented: [MINE].into(),
                    glass: [ME].into(),
                    ..compartment(*kind, OWN_TEAM)
                };
                entry(open, marks, Regime::None)
            };
            table.row::<ReadEntry>(&format!("{kind}, own team, consent, glass, {label}"), facts, &());
        }
    }
}

/// Export and disclosure.
pub fn leaving(table: &mut Table) {
    let stays =
        |identities_removed| context::ExportEntry { identities_removed, recipient_kind: AgencyKind::Crown };
    table.action::<ExportEntry>();
    for kind in K::ALL {
        for it in STANDINGS {
            table.row::<ExportEntry>(&format!("{kind}, {}", it.label), |_| plain(*kind, it), &stays(false));
        }
        let opened = |_| {
            let it = compartment(*kind, PARTNER_TEAM);
            entry(
                CompartmentFacts { consented: [MINE].into(), glass: [ME].into(), ..it },
                UNMARKED,
                Regime::None,
            )
        };
        table.row::<ExportEntry>(&format!("{kind}, partner team, consent, glass"), opened, &stays(false));
        let banned = |_| {
            let it = compartment(*kind, OWN_TEAM);
            entry(
                CompartmentFacts { case: CaseFacts { publication_ban: true, ..it.case }, ..it },
                UNMARKED,
                Regime::None,
            )
        };
        table.row::<ExportEntry>(&format!("{kind}, own team, ban"), banned, &stays(false));
        table.row::<ExportEntry>(&format!("{kind}, own team, ban, identities removed"), banned, &stays(true));
        let marked = |_| entry(compartment(*kind, OWN_TEAM), IMMIGRATION, Regime::None);
        let to_border =
            context::ExportEntry { identities_removed: true, recipient_kind: AgencyKind::BorderEnforcement };
        table.row::<ExportEntry>(&format!("{kind}, own team, immigration, to border"), marked, &to_border);
        let sealed = |_| entry(compartment(*kind, OWN_TEAM), SEALED, Regime::None);
        table.row::<ExportEntry>(&format!("{kind}, own team, sealed"), sealed, &stays(true));
    }

    table.action::<DiscloseEntry>();
    for kind in K::ALL {
        for it in STANDINGS {
            let to_crown = context::DiscloseEntry {
                recipient_kind: AgencyKind::Crown,
                to_accused: false,
                court_order: false,
                complainant_agrees: false,
            };
            table.row::<DiscloseEntry>(
                &format!("{kind}, {}, to the Crown", it.label),
                |_| plain(*kind, it),
                &to_crown,
            );
        }
        for regime in Regime::ALL {
            for (label, court_order, complainant_agrees) in
                [("no basis", false, false), ("agreed", false, true), ("order", true, false)]
            {
                let context = context::DiscloseEntry {
                    recipient_kind: AgencyKind::Crown,
                    to_accused: true,
                    court_order,
                    complainant_agrees,
                };
                let facts = |_| entry(compartment(*kind, OWN_TEAM), UNMARKED, *regime);
                table.row::<DiscloseEntry>(
                    &format!("{kind}, own team, accused, {}, {label}", charge(*regime)),
                    facts,
                    &context,
                );
            }
        }
    }
}
