//! Match alerts: raised by the linking engine, answered by the two holders.

use std::collections::{BTreeMap, BTreeSet};

use domain::clock::ClockSubject;
use domain::entry::Marks;
use domain::id::{AgencyId, CaseId, ClockId, CompartmentId, ImportId, MatchId, MemberId, RecordId};
use domain::matching::{Decision, MatchAlert, MatchState, Undone};
use domain::record::{Person, Record};
use jiff::Timestamp;
use policy::action::{
    AnswerMatch, CompareRecord, FindRecord, LinkRecords, ListMatches, ReadMatch, UndoMatch,
};
use policy::facts::{MatchFacts, RecordFacts};
use policy::{Action, Authorized, Candidate};

use crate::reach::Reach;
use crate::record::{Holder, SearchToken};
use crate::row::{Row, Value, json, text, text_opt};
use crate::{Error, Held, Result, Tx};

/// A record as the linking engine reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linkable {
    /// The record.
    pub id: RecordId,
    /// Its holder.
    pub owner: AgencyId,
    /// The holder's own key for it.
    pub source_key: String,
    /// The import that brought it.
    pub import: Option<ImportId>,
    /// What it says.
    pub person: Person,
}

/// Which alerts a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Only those in this state.
    pub state: Option<MatchState>,
    /// Only those about this record of the reader's own agency: the other holder's is not theirs to name.
    pub record: Option<RecordId>,
    /// How many of the first to leave out.
    pub skip: i64,
}

/// A match alert in a list, with both holders.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// The alert.
    pub alert: MatchAlert,
    /// The holder of the left record.
    pub left: Holder,
    /// The holder of the right record.
    pub right: Holder,
}

/// Whom to call about a link: the member who answered for the other holder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decider {
    /// Their name.
    pub name: String,
    /// Their work title in English.
    pub title_en: String,
    /// Their work title in French.
    pub title_fr: String,
    /// Their work telephone.
    pub phone: Option<String>,
}

/// How many linkable records have a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenCount {
    /// Kind of the token.
    pub kind: String,
    /// Field of the token.
    pub field: String,
    /// The token.
    pub token: String,
    /// How many records have it.
    pub records: i64,
}

/// Actions on one match alert.
pub trait OnMatch: Action<Resource = MatchFacts> {}
impl OnMatch for ReadMatch {}
impl OnMatch for AnswerMatch {}
impl OnMatch for UndoMatch {}

/// Actions that change where a match alert stands.
pub trait DecidesMatch: OnMatch {}
impl DecidesMatch for AnswerMatch {}
impl DecidesMatch for UndoMatch {}

fn alert(row: &Row) -> Result<MatchAlert> {
    Ok(MatchAlert {
        id: row.parse("id")?,
        left: row.parse("left_id")?,
        right: row.parse("right_id")?,
        raised_at: row.at("raised_at")?,
        state: row.parse("state")?,
        decided_at: row.at_opt("decided_at")?,
        weight: row.real("weight")?,
        evidence: row.json("evidence")?,
    })
}

fn linkable(row: &Row) -> Result<Linkable> {
    Ok(Linkable {
        id: row.parse("id")?,
        owner: row.parse("owner_id")?,
        source_key: row.text("source_key")?,
        import: row.parse_opt("import_id")?,
        person: row.json("person")?,
    })
}

fn decision(row: &Row) -> Result<Decision> {
    let undone = match (row.at_opt("undone_at")?, row.parse_opt::<MemberId>("undone_by")?) {
        (Some(at), Some(by)) => Some(Undone { at, by, why: row.text_opt("undone_why")?.unwrap_or_default() }),
        _ => None,
    };
    Ok(Decision {
        id: row.parse("id")?,
        alert: row.parse("match_id")?,
        member: row.parse("member_id")?,
        record: row.parse("record_id")?,
        answer: row.parse("answer")?,
        why: row.text("why")?,
        may_second: row.bool("may_second")?,
        at: row.at("at")?,
        undone,
    })
}

/// One side of a listed alert: its column names begin with `left` or `right`.
fn side(
    row: &Row,
    side: &str,
    released: &BTreeMap<RecordId, BTreeSet<AgencyId>>,
) -> Result<(RecordFacts, Holder)> {
    let column = |name: &str| format!("{side}_{name}");
    let record = row.parse(&column("id"))?;
    let agency = row.parse(&column("owner"))?;
    let facts = RecordFacts {
        id: record,
        owner: agency,
        owner_kind: row.parse(&column("kind"))?,
        holdings: row.parse(&column("holdings"))?,
        marks: Marks {
            youth_sealed: row.bool(&column("sealed"))?,
            immigration: row.bool(&column("immigration"))?,
        },
        released_to: released.get(&record).cloned().unwrap_or_default(),
    };
    let holder = Holder {
        record,
        agency,
        agency_en: row.text(&column("en"))?,
        agency_fr: row.text(&column("fr"))?,
        phone: row.text_opt(&column("phone"))?,
    };
    Ok((facts, holder))
}

fn ids(list: &[RecordId]) -> Vec<Vec<Value>> {
    list.iter().map(|id| vec![text(id)]).collect()
}

impl Tx {
    /// A page of the records that the linking engine may compare, by id, after the one given.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn linkable(
        &mut self,
        ok: &Authorized<LinkRecords>,
        after: Option<RecordId>,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<CompareRecord, Linkable>>>> {
        let after = after.map_or_else(|| Value::from(""), text);
        let rows = self.rows(ok, sql!("matching/linkable"), &[after, limit.into()]).await?;
        self.candidates(&rows, linkable).await
    }

    /// Those of a list of records that the linking engine may still compare.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn still_linkable(
        &mut self,
        ok: &Authorized<LinkRecords>,
        list: &[RecordId],
    ) -> Result<BTreeMap<RecordId, AgencyId>> {
        let rows = self.rows_among(ok, sql!("matching/linkable_ids"), &[], &ids(list)).await?;
        rows.iter().map(|row| Ok((row.parse("id")?, row.parse("owner_id")?))).collect()
    }

    /// Records of other agencies that one record is compared with: those that share some of its tokens.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn link_candidates(
        &mut self,
        ok: &Authorized<LinkRecords>,
        owner: AgencyId,
        tokens: &[SearchToken],
        limit: i64,
    ) -> Result<Held<Vec<Candidate<CompareRecord, Linkable>>>> {
        // Trigrams and common names as such would draw in everybody; sounds hold the names together.
        let kinds = ["phone", "date", "identifier", "year", "postcode", "sound", "nickname"];
        let mut list: Vec<(&str, &str)> = tokens
            .iter()
            .filter(|token| kinds.contains(&token.kind))
            .map(|token| (token.kind, token.value.as_str()))
            .collect();
        list.sort_unstable();
        list.dedup();
        let list: Vec<Vec<Value>> =
            list.into_iter().map(|(kind, value)| vec![kind.into(), value.into()]).collect();
        let fixed = [text(owner), limit.into()];
        let rows = self.rows_among(ok, sql!("matching/candidates"), &fixed, &list).await?;
        self.candidates(&rows, linkable).await
    }

    /// How many linkable records there are, and how many of them have each of these tokens.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn token_counts(
        &mut self,
        ok: &Authorized<LinkRecords>,
        tokens: &[SearchToken],
    ) -> Result<(i64, Vec<TokenCount>)> {
        let row = self.row(ok, sql!("matching/linkable_count"), &[]).await?.ok_or(Error::Conflict)?;
        let list: Vec<Vec<Value>> = tokens
            .iter()
            .map(|token| vec![token.kind.into(), token.field.into(), Value::from(&token.value)])
            .collect();
        let rows = self.rows_among(ok, sql!("matching/token_counts"), &[], &list).await?;
        let counts = rows.iter().map(|row| {
            Ok(TokenCount {
                kind: row.text("kind")?,
                field: row.text("field")?,
                token: row.text("token")?,
                records: row.int("records")?,
            })
        });
        Ok((row.int("records")?, counts.collect::<Result<_>>()?))
    }

    /// Raises alerts; a pair that has one keeps it. Returns those that were raised.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn raise_matches(
        &mut self,
        ok: &Authorized<LinkRecords>,
        alerts: &[MatchAlert],
    ) -> Result<BTreeSet<MatchId>> {
        let mut rows = Vec::with_capacity(alerts.len());
        for alert in alerts {
            rows.push(vec![
                text(alert.id),
                text(alert.left),
                text(alert.right),
                alert.raised_at.into(),
                text(alert.state),
                alert.weight.into(),
                json(&alert.evidence)?,
            ]);
        }
        let raised = self.rows_among(ok, sql!("matching/insert"), &[], &rows).await?;
        raised.iter().map(|row| row.parse("id")).collect()
    }

    /// Those of a list of records that an open case is about or that came from a referral that was not declined.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records_at_work(
        &mut self,
        ok: &Authorized<LinkRecords>,
        list: &[RecordId],
    ) -> Result<BTreeSet<RecordId>> {
        let list = ids(list);
        let mut rows = self.rows_among(ok, sql!("matching/urgent"), &[], &list).await?;
        rows.extend(self.rows_among(ok, sql!("matching/urgent_referral"), &[], &list).await?);
        rows.iter().map(|row| row.parse("record_id")).collect()
    }

    /// Match alerts that the actor may read: open ones first, the strongest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list_matches(
        &mut self,
        ok: &Authorized<ListMatches>,
        wanted: Wanted,
        limit: i64,
    ) -> Result<Held<Vec<Candidate<ReadMatch, Listed>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let me = Reach(member);
        let state = wanted.state.map_or("", MatchState::code);
        let record = wanted.record.map(|record| record.to_string()).unwrap_or_default();
        let values = [
            me.agency(),
            me.kind(),
            me.caseworker(),
            state.into(),
            record.into(),
            limit.into(),
            wanted.skip.into(),
        ];
        let rows = self.rows(ok, sql!("matching/list"), &values).await?;
        let records: Vec<RecordId> = rows
            .iter()
            .map(|row| Ok([row.parse("left_id")?, row.parse("right_id")?]))
            .collect::<Result<Vec<_>>>()?
            .concat();
        let released = self.released_records(&records).await?;
        let listed = rows.iter().map(|row| {
            let (left, left_holder) = side(row, "left", &released)?;
            let (right, right_holder) = side(row, "right", &released)?;
            let alert = alert(row)?;
            let facts = MatchFacts { id: alert.id, left, right };
            Ok(Candidate::new(facts, Listed { alert, left: left_holder, right: right_holder }))
        });
        Ok(Held::new(listed.collect::<Result<_>>()?))
    }

    /// How many match alerts the actor may read, by state.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_matches(
        &mut self,
        ok: &Authorized<ListMatches>,
    ) -> Result<Held<BTreeMap<String, i64>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(BTreeMap::new())) };
        let me = Reach(member);
        let rows = self.rows(ok, sql!("matching/count"), &[me.agency(), me.kind(), me.caseworker()]).await?;
        let counts = rows.iter().map(|row| Ok((row.text("state")?, row.int("alerts")?)));
        Ok(Held::new(counts.collect::<Result<_>>()?))
    }

    /// The match alert of the authorisation.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn match_alert<A: OnMatch>(&mut self, ok: &Authorized<A>) -> Result<Held<MatchAlert>> {
        let row = self.row(ok, sql!("matching/get"), &[text(ok.id())]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(alert(&row)?))
    }

    /// What people decided about the match of the authorisation, in order, undone decisions included.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decisions<A: OnMatch>(&mut self, ok: &Authorized<A>) -> Result<Held<Vec<Decision>>> {
        let rows = self.rows(ok, sql!("matching/decisions"), &[text(ok.id())]).await?;
        Ok(Held::new(rows.iter().map(decision).collect::<Result<_>>()?))
    }

    /// The holder of one of the two records.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn holder_in_match(
        &mut self,
        ok: &Authorized<ReadMatch>,
        record: RecordId,
    ) -> Result<Held<Holder>> {
        let row = self.row(ok, sql!("matching/contact"), &[text(record)]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(Holder {
            record,
            agency: row.parse("id")?,
            agency_en: row.text("name_en")?,
            agency_fr: row.text("name_fr")?,
            phone: row.text_opt("duty_phone")?,
        }))
    }

    /// Who said for the other holder's record that it is the same person, once both have said so.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decider(
        &mut self,
        ok: &Authorized<ReadMatch>,
        record: RecordId,
    ) -> Result<Held<Option<Decider>>> {
        let row = self.row(ok, sql!("matching/decider"), &[text(ok.id()), text(record)]).await?;
        let decider = row.map(|row| {
            Ok::<_, Error>(Decider {
                name: row.text("name")?,
                title_en: row.text("title_en")?,
                title_fr: row.text("title_fr")?,
                phone: row.text_opt("phone")?,
            })
        });
        Ok(Held::new(decider.transpose()?))
    }

    /// Names of the actor's colleagues who answered the match.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn colleagues_in_match(
        &mut self,
        ok: &Authorized<ReadMatch>,
    ) -> Result<Held<BTreeMap<MemberId, String>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(BTreeMap::new())) };
        let rows = self.rows(ok, sql!("matching/names"), &[text(ok.id()), text(member.agency)]).await?;
        let names = rows.iter().map(|row| Ok((row.parse("id")?, row.text("name")?)));
        Ok(Held::new(names.collect::<Result<_>>()?))
    }

    /// Records of the actor's own agency that stand in matches, for pages that show them beside the alert.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn records_in_matches<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        list: &[RecordId],
    ) -> Result<Held<Vec<Candidate<FindRecord, Record>>>> {
        let Some(member) = ok.actor().member() else { return Ok(Held::new(Vec::new())) };
        let fixed = [text(member.agency)];
        let rows = self.rows_among(ok, sql!("matching/own_records"), &fixed, &ids(list)).await?;
        self.candidates(&rows, crate::record::record).await
    }

    /// One of the two records of a match, so that the rules can weigh it. It stays inside the application.
    ///
    /// # Errors
    /// When it is gone, or the database fails.
    pub async fn record_in_match<A: OnMatch>(
        &mut self,
        ok: &Authorized<A>,
        record: RecordId,
    ) -> Result<Held<Record>> {
        let row = self.row(ok, sql!("record/get"), &[text(record)]).await?.ok_or(Error::Conflict)?;
        Ok(Held::new(crate::record::record(&row)?))
    }

    /// Whether the two records of the match are of one identity now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of_one_identity(&mut self, ok: &Authorized<ReadMatch>) -> Result<bool> {
        Ok(self.row(ok, sql!("matching/of_one_identity"), &[text(ok.id())]).await?.is_some())
    }

    /// The compartments that a record's holder owns in the open cases about the record, of the record's own regime.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn own_compartments<A: DecidesMatch>(
        &mut self,
        ok: &Authorized<A>,
        record: RecordId,
    ) -> Result<Vec<(CaseId, CompartmentId)>> {
        let rows = self.rows(ok, sql!("matching/own_compartments"), &[text(record)]).await?;
        rows.iter().map(|row| Ok((row.parse("case_id")?, row.parse("id")?))).collect()
    }

    /// Writes what the actor decided about the match of the authorisation, for their agency's record.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn write_decision(&mut self, ok: &Authorized<AnswerMatch>, new: &Decision) -> Result<()> {
        let values = [
            text(new.id),
            text(ok.id()),
            text(new.member),
            text(new.record),
            text(new.answer),
            (&new.why).into(),
            new.may_second.into(),
            new.at.into(),
        ];
        self.execute_one(ok, sql!("matching/insert_decision"), &values).await
    }

    /// Marks every decision in force about the match of the authorisation as undone. Returns how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn undo_decisions(&mut self, ok: &Authorized<UndoMatch>, why: &str) -> Result<u64> {
        let by = ok.actor().member().map(|member| member.member);
        let values = [text(ok.id()), self.now().into(), text_opt(by), why.into()];
        self.execute(ok, sql!("matching/undo_decisions"), &values).await
    }

    /// Moves the match of the authorisation from one state to another.
    ///
    /// # Errors
    /// When it is no longer in the state `from`, or the database fails.
    pub async fn set_match_state<A: DecidesMatch>(
        &mut self,
        ok: &Authorized<A>,
        from: MatchState,
        to: MatchState,
        decided_at: Option<Timestamp>,
    ) -> Result<()> {
        self.execute_one(
            ok,
            sql!("matching/set_state"),
            &[text(ok.id()), text(to), decided_at.into(), text(from)],
        )
        .await
    }

    /// Waits until no other answer is being written, before the answers are weighed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn decide_alone<A: DecidesMatch>(&mut self, ok: &Authorized<A>) -> Result<()> {
        self.alone(ok).await
    }

    /// The clocks that run on a match for one of its holders: id and rule.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn running_clocks_of<A: Action>(
        &mut self,
        ok: &Authorized<A>,
        subject: ClockSubject,
        id: &str,
        agency: AgencyId,
    ) -> Result<Vec<(ClockId, String)>> {
        let rows = self.rows(ok, sql!("clock/running_of"), &[text(subject), id.into(), text(agency)]).await?;
        rows.iter().map(|row| Ok((row.parse("id")?, row.text("rule")?))).collect()
    }
}
