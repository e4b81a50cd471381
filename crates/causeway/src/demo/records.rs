//! The agencies' extracts: published test data and the invented holdings, through the same import as the pages.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::Context as _;
use app::App;
use app::import::Step;
use domain::actor::Actor;
use domain::agency::AgencyKind;
use domain::compartment::CompartmentKind;
use domain::id::RecordId;
use domain::member::Role;
use extract::world::World;

use super::files::Data;
use super::people::People;
use super::summary::{Imported, Summary};
use crate::progress::bar;

/// The agencies that hold the two halves of the published test data: key, file, mapping, holdings.
pub(crate) const FEBRL: [(&str, &str, &str, CompartmentKind); 2] = [
    (
        "harbour-cas",
        "linkage/febrl/dataset4a.csv",
        "febrl-child-protection",
        CompartmentKind::ChildProtection,
    ),
    ("northgate-police", "linkage/febrl/dataset4b.csv", "febrl-police", CompartmentKind::Police),
];

/// Rows of each half that the small demonstration takes.
const SMALL: usize = 300;

/// The holdings that an agency's own extract goes into.
fn holdings_of(kind: AgencyKind) -> CompartmentKind {
    match kind {
        AgencyKind::Police => CompartmentKind::Police,
        AgencyKind::ChildProtection => CompartmentKind::ChildProtection,
        AgencyKind::IndigenousOrganisation => CompartmentKind::Liaison,
        AgencyKind::FirstNation => CompartmentKind::FirstNation,
        _ => CompartmentKind::Services,
    }
}

/// The first rows of a file with its head.
pub(crate) fn head(bytes: &[u8], rows: usize) -> &[u8] {
    let end = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(rows).map(|(at, _)| at + 1);
    &bytes[..end.unwrap_or(bytes.len())]
}

/// Imports every extract; each agency's supervisor does it.
pub(crate) async fn import(
    app: &App,
    world: &World,
    data: &Data,
    people: &People,
    small: bool,
    summary: &mut Summary,
) -> anyhow::Result<()> {
    let mut extracts = Vec::new();
    for (agency, path, mapping, holdings) in FEBRL {
        let bytes = data.bytes(path)?;
        extracts.push((agency, path, mapping, holdings, if small { head(bytes, SMALL) } else { bytes }));
    }
    for (agency, bytes) in data.holdings() {
        let holdings = holdings_of(people.agency_kind(agency)?);
        extracts.push((agency, "world/holdings", "world", holdings, bytes));
    }
    for (agency, path, mapping, holdings, bytes) in extracts {
        let Ok(importer) =
            people.any_of(agency, |member| member.has(Role::Supervisor) || member.has(Role::DataSteward))
        else {
            continue;
        };
        let actor = Actor::Member(importer.clone());
        let started = Instant::now();
        let rows = bytes.iter().filter(|byte| **byte == b'\n').count().saturating_sub(1);
        let bar = bar(rows, agency);
        let file = path.rsplit('/').next().unwrap_or(path);
        let done = app::import::run(app, &actor, holdings, mapping, file, bytes, &mut |step| {
            if let Step::Ready(rows) | Step::Written(rows) = step {
                bar.set_position(rows);
            }
        })
        .await
        .with_context(|| format!("the extract {path} of {agency} could not be imported"))?;
        bar.finish_and_clear();
        let name =
            world.organisation(agency).map_or_else(|| agency.to_owned(), |found| found.name.en.clone());
        summary.imports.push(Imported {
            agency: name,
            file: file.to_owned(),
            kept: usize::try_from(done.rows_kept)?,
            refused: usize::try_from(done.rejects)?,
            took: started.elapsed(),
        });
    }
    Ok(())
}

/// The records of an agency's invented holdings by its own keys, as its worker reads them.
pub(crate) async fn by_key(
    app: &App,
    people: &People,
    agency: &str,
) -> anyhow::Result<BTreeMap<String, RecordId>> {
    let reader = people.any_of(agency, |member| member.has(Role::Supervisor) || member.has(Role::Worker))?;
    let reader = Actor::Member(reader.clone());
    let mut known = BTreeMap::new();
    for import in app::import::list(app, &reader).await?.imports {
        if import.mapping == "world" {
            let records = app::import::records(app, &reader, import.id, 1_000).await?;
            known.extend(records.into_iter().map(|record| (record.source_key, record.id)));
        }
    }
    Ok(known)
}
