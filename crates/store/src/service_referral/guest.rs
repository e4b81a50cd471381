//! Taking part by consent alone: a service that accepted a referral keeps its own notes on the case, and gets nothing else of it.

use domain::case::Part;
use domain::compartment::CompartmentKind;
use domain::id::{CompartmentId, ConsentId, MemberId};
use policy::Authorized;
use policy::action::AnswerServiceReferral;

use super::MovesLoop;
use crate::consent::Live;
use crate::row::text;
use crate::{Error, Result, Tx};

impl Tx {
    /// Takes somebody into the case on a consent that stands, as its recipient's.
    ///
    /// # Errors
    /// When the proof is of another transaction or case, they take part already, or the database fails.
    pub async fn join_by_consent(
        &mut self,
        ok: &Authorized<AnswerServiceReferral>,
        live: &Live,
        member: MemberId,
        part: Part,
    ) -> Result<()> {
        live.of(self)?;
        let case = ok.resource().case.id;
        if live.case() != case || live.recipient() != ok.resource().to {
            return Err(Error::Conflict);
        }
        let values = [text(case), text(member), text(part), self.now().into(), text(live.id())];
        self.execute_one(ok, sql!("case/join_by_consent"), &values).await?;
        self.tell(ok, "joined", member.to_string());
        Ok(())
    }

    /// Opens a compartment of the case for the recipient of a consent that stands, with a key of its own.
    ///
    /// # Errors
    /// When the proof is of another transaction or case, it exists already, or the database fails.
    pub async fn keep_compartment(
        &mut self,
        ok: &Authorized<AnswerServiceReferral>,
        live: &Live,
        kind: CompartmentKind,
    ) -> Result<CompartmentId> {
        live.of(self)?;
        let (case, owner) = (ok.resource().case.id, live.recipient());
        if live.case() != case || owner != ok.resource().to {
            return Err(Error::Conflict);
        }
        let id = CompartmentId::new();
        let key = self.keys().new_compartment_key(owner, id)?;
        let values =
            [text(id), text(case), text(kind), text(owner), self.now().into(), key.into(), text(live.id())];
        self.execute_one(ok, sql!("case/keep_compartment"), &values).await?;
        self.tell(ok, "compartment", id.to_string());
        Ok(id)
    }

    /// Ends the part of those who joined the case because a referral on this consent was accepted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_guests_of<A: MovesLoop>(
        &mut self,
        ok: &Authorized<A>,
        consent: ConsentId,
    ) -> Result<u64> {
        self.execute(ok, sql!("consent/end_guests"), &[text(consent), self.now().into()]).await
    }
}
