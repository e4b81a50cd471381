//! Searching for a person before a record is made: what one may see is shown with its content; where content is hidden,
//! whom to call, and only where the policy allows even that.

use std::time::{Duration, Instant};

use domain::actor::Actor;
use domain::id::AgencyId;
use domain::record::{Person, Record};
use linkage::{Frequencies, Outcome, PartialDate, PersonFields, Profile, Query};
use packs::SearchRule;
use policy::action::{FindRecord, KnowHolder, ReadCase, SearchRecords};
use policy::facts::SystemFacts;
use policy::{Authorized, Resource as _};
use store::Tx;
use store::record::{Asked, Holder, SearchToken, TellsHolders};

use crate::record::fields;
use crate::{App, Error, Fault, Result};

/// Longest name that is searched for, in characters.
const LONGEST_NAME: usize = 200;

/// What a person typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchInput {
    /// One line of free text: names, a telephone number, a date of birth.
    pub line: String,
    /// Any part of any name, where the form has fields.
    pub name: String,
    /// A telephone number.
    pub phone: String,
    /// A date of birth: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub born: String,
    /// Names that are spelled or sound alike are wanted too.
    pub alike: bool,
}

/// A record that was found, with its content.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The record.
    pub record: Record,
    /// Message ids of what fits and what contradicts.
    pub reasons: Vec<String>,
}

/// Whom to call. Nothing of the record, nor how many there are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    /// The agency's name in English.
    pub agency_en: String,
    /// The agency's name in French.
    pub agency_fr: String,
    /// The agency.
    pub agency: AgencyId,
    /// The member to ask for, where the reader knows them from a case.
    pub person: Option<String>,
    /// The telephone.
    pub phone: Option<String>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SearchView {
    /// Records with their content, best first.
    pub hits: Vec<Hit>,
    /// More records fit than are shown.
    pub more: bool,
    /// Agencies that hold a record of somebody who fits, each once, by name.
    pub contacts: Vec<Contact>,
}

impl SearchInput {
    /// The query, checked.
    fn query(&self) -> Result<Query> {
        let mut faults = Vec::new();
        let mut query = Query::parse(&self.line);
        query.alike = self.alike;
        let name = self.name.trim();
        if !name.is_empty() {
            query.name = format!("{} {name}", query.name).trim().to_owned();
        }
        if query.name.chars().count() > LONGEST_NAME {
            faults.push(Fault::new("name", "search-name-too-long").with("limit", LONGEST_NAME));
        }
        let phone = self.phone.trim();
        if !phone.is_empty() {
            if linkage::normalise::phone(phone).is_none() {
                faults.push(Fault::new("phone", "search-phone-wrong"));
            }
            query.phone = Some(phone.to_owned());
        }
        let born = self.born.trim();
        if !born.is_empty() {
            query.date_of_birth = PartialDate::parse(born);
            if query.date_of_birth.is_none() {
                faults.push(Fault::new("born", "search-date-wrong"));
            }
        }
        if faults.is_empty() && query.tokens().is_empty() {
            faults.push(Fault::new("name", "search-nothing-asked"));
        }
        if faults.is_empty() { Ok(query) } else { Err(Error::Invalid(faults)) }
    }
}

/// The query that finds what is known of a person.
fn query_of(fields: &PersonFields) -> Query {
    let names = fields.given_names.iter().chain(&fields.family_name).map(String::as_str);
    Query {
        name: names.collect::<Vec<_>>().join(" ").chars().take(LONGEST_NAME).collect(),
        alike: true,
        phone: fields.phones.first().cloned(),
        date_of_birth: fields.date_of_birth,
    }
}

fn asked(query: &Query, rule: &SearchRule) -> Asked {
    let mut tokens: Vec<SearchToken> = query
        .tokens()
        .into_iter()
        .map(|token| SearchToken {
            kind: token.kind.as_str(),
            field: token.field.as_str(),
            value: token.value,
        })
        .collect();
    // Trigrams go last, so that they are what is left out of a very long name.
    tokens.sort_by_key(|token| token.kind == "trigram");
    let trigrams = tokens.iter().filter(|token| token.kind == "trigram").count();
    Asked {
        tokens,
        trigrams: i64::try_from(trigrams.div_ceil(2).max(2)).unwrap_or(i64::MAX),
        limit: i64::from(rule.most_candidates),
    }
}

/// Whether a hidden record fits so well that its holder may be told of: enough different facts agree, and none is against.
fn fits_hidden(query: &Query, rule: &SearchRule, person: &Person) -> bool {
    let candidate = [fields("hidden", person)];
    let Some(ranked) = linkage::rank(query, &candidate).into_iter().next() else { return false };
    let agrees = |kind: &str| {
        let mut of_kind = ranked.reasons.iter().filter(|reason| reason.starts_with(kind)).peekable();
        of_kind.peek().is_some()
            && of_kind
                .all(|reason| !matches!(reason.as_str(), "search-name-differs" | "search-name-beginning"))
    };
    let against = ranked.reasons.iter().any(|reason| reason.ends_with("-differs"));
    let facts =
        ["search-name", "search-phone", "search-date"].into_iter().filter(|kind| agrees(kind)).count();
    !against && facts >= usize::from(rule.holder_facts)
}

/// Whether the actor may search at all, to decide what a page offers.
#[must_use]
pub fn offered(app: &App, actor: &Actor) -> bool {
    app.may::<SearchRecords>(actor, &SystemFacts, &())
}

/// Opens the search: whether the actor may search at all.
///
/// # Errors
/// When the actor's agency does not search (told as absent), or the store fails.
pub async fn open(app: &App, actor: &Actor) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin_reading().await?;
        let ok = app.permit::<SearchRecords>(actor, "system", Some(SystemFacts), &())?;
        tx.tell(&ok, "asked", false);
        tx.commit().await?;
        Ok(())
    })
    .await
}

/// Searches for a person by what was typed.
///
/// # Errors
/// When nothing was asked, a field is not right, the actor's agency does not search, or the store fails.
pub async fn search(app: &App, actor: &Actor, input: &SearchInput) -> Result<SearchView> {
    let query = input.query()?;
    let rule = rule(app)?;
    run(app, actor, &query, &|person| fits_hidden(&query, &rule, person)).await
}

/// Searches for a person before a record of them is made. A hidden record also counts when the linking engine finds it
/// likely the same person.
///
/// # Errors
/// When the actor's agency does not search, or the store fails.
pub async fn before_create(app: &App, actor: &Actor, person: &Person) -> Result<SearchView> {
    let fields_asked = fields("asked", person);
    let query = query_of(&fields_asked);
    if query.tokens().is_empty() {
        return Ok(SearchView::default());
    }
    let rule = rule(app)?;
    let asked = Profile::new(&fields_asked);
    // How common a name is does not matter here; only a likely match counts.
    let frequencies = Frequencies::default();
    let fits = |hidden: &Person| {
        fits_hidden(&query, &rule, hidden) || {
            let known = Profile::new(&fields("hidden", hidden));
            linkage::compare(&asked, &known, app.linkage(), &frequencies).outcome() == Outcome::Likely
        }
    };
    run(app, actor, &query, &fits).await
}

fn rule(app: &App) -> Result<SearchRule> {
    let rule = app.rules_at(app.now()).matching().map(|rule| rule.search.clone());
    rule.ok_or_else(|| Error::Broken("the packs hold no rules of matching in force".into()))
}

async fn run(
    app: &App,
    actor: &Actor,
    query: &Query,
    fits: &(dyn Fn(&Person) -> bool + Sync),
) -> Result<SearchView> {
    let rule = rule(app)?;
    let began = Instant::now();
    let view = app
        .recorded(async {
            let mut tx = app.begin_reading().await?;
            let ok = app.permit::<SearchRecords>(actor, "system", Some(SystemFacts), &())?;
            let asked = asked(query, &rule);
            let found = tx
                .search_records(&ok, &asked)
                .await?
                .map(|rows| app.admit::<FindRecord, _>(actor, &(), rows));
            let held = tx
                .search_holders(&ok, &asked, fits)
                .await?
                .map(|rows| app.admit::<KnowHolder, _>(actor, &(), rows));
            let mut contacts: Vec<Contact> = Vec::new();
            for holder in held.iter() {
                contacts.push(contact(app, &mut tx, &ok, actor, holder).await?);
            }
            contacts.sort();
            contacts.dedup();
            let known: Vec<PersonFields> =
                found.iter().map(|record| fields(record.id, &record.person)).collect();
            let mut ranked = linkage::rank(query, &known);
            let more = ranked.len() > usize::from(rule.most_hits);
            ranked.truncate(usize::from(rule.most_hits));
            let shown: Vec<String> = ranked.iter().map(|ranked| ranked.key.clone()).collect();
            if !shown.is_empty() {
                tx.tell(&ok, "records", shown);
            }
            if !contacts.is_empty() {
                let agencies: Vec<String> =
                    contacts.iter().map(|contact| contact.agency.to_string()).collect();
                tx.tell(&ok, "contacts", agencies);
            }
            let receipt = tx.commit().await?;
            let records = found.release(&receipt);
            let hits = ranked.into_iter().filter_map(|ranked| {
                Some(Hit { record: records.get(ranked.position)?.clone(), reasons: ranked.reasons })
            });
            Ok(SearchView { hits: hits.collect(), more, contacts })
        })
        .await;
    even_out(began, &rule).await;
    view
}

/// Waits until the answer has taken a multiple of the step, so that its time does not tell what was looked at.
async fn even_out(began: Instant, rule: &SearchRule) {
    let step = Duration::from_millis(u64::from(rule.answer_step_ms));
    if step.is_zero() {
        return;
    }
    let steps = began.elapsed().as_nanos() / step.as_nanos() + 1;
    let until = began + step * u32::try_from(steps).unwrap_or(u32::MAX);
    tokio::time::sleep_until(until.into()).await;
}

/// Whom to call about a record: the lead of a case that the reader takes part in and that is about it, otherwise the duty
/// desk of the holder.
pub(crate) async fn contact<A: TellsHolders>(
    app: &App,
    tx: &mut Tx,
    ok: &Authorized<A>,
    actor: &Actor,
    holder: &Holder,
) -> Result<Contact> {
    let leads = tx.leads(ok, holder.record).await?;
    let mut lead = None;
    for candidate in leads.iter() {
        if let Some(case) = tx.case_facts(candidate.case).await?
            && case.id() == candidate.case
            && app.may::<ReadCase>(actor, &case, &())
        {
            lead = Some(candidate.clone());
            break;
        }
    }
    let (person, phone) = match lead {
        Some(lead) => (Some(lead.name), lead.phone.or_else(|| holder.phone.clone())),
        None => (None, holder.phone.clone()),
    };
    Ok(Contact {
        agency_en: holder.agency_en.clone(),
        agency_fr: holder.agency_fr.clone(),
        agency: holder.agency,
        person,
        phone,
    })
}
