//! New members and their roles.

use std::collections::BTreeSet;

use crypto::Zeroizing;
use domain::actor::Actor;
use domain::id::{AgencyId, MemberId};
use domain::member::{Member, Role};
use domain::text::{BadText, Line};
use policy::action::ManageMembers;

use super::{manage, not_oneself};
use crate::session::sign_in_name;
use crate::{App, Error, Fault, Result, account};

/// A member to add, as an administrator typed it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewMember {
    /// Sign-in name: the work e-mail, or another name.
    pub login: String,
    /// Name as colleagues see it.
    pub name: String,
    /// Work title in English.
    pub title_en: String,
    /// Work title in French.
    pub title_fr: String,
    /// Work telephone; empty for none.
    pub phone: String,
    /// Roles.
    pub roles: BTreeSet<Role>,
}

/// Adds a member and gives the set-up code to hand over to them.
///
/// # Errors
/// [`Error::Invalid`] with what is wrong with the fields; [`Error::NotFound`] when the actor may not.
pub async fn invite(
    app: &App,
    actor: &Actor,
    agency: AgencyId,
    new: &NewMember,
) -> Result<(MemberId, Zeroizing<String>)> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let facts = tx.agency_facts(agency).await?;
        let ok = app.permit::<ManageMembers>(actor, agency, facts, &())?;
        let member = checked(agency, new)?;
        match tx.add_member(&ok, &member).await {
            Err(store::Error::Exists) => {
                return Err(Error::Invalid(vec![Fault::new("login", "member-login-taken")]));
            }
            other => other?,
        }
        let code = account::issue_code(app, &mut tx, &ok, member.id).await?;
        tx.tell(&ok, "step", "member-added");
        tx.tell(&ok, "member", member.id.to_string());
        tx.commit().await?;
        Ok((member.id, code))
    })
    .await
}

fn checked(agency: AgencyId, new: &NewMember) -> Result<Member> {
    let mut faults = Vec::new();
    let mut line = |field: &str, typed: &str, missing: &str| match Line::parse(typed) {
        Ok(line) => line.to_string(),
        Err(error) => {
            faults.push(match error {
                BadText::Empty => Fault::new(field, missing),
                BadText::TooLong(most) => Fault::new(field, "member-too-long").with("most", most),
                BadText::Control => Fault::new(field, "member-control"),
            });
            String::new()
        }
    };
    let login = sign_in_name(&line("login", &new.login, "member-login-missing"));
    let name = line("name", &new.name, "member-name-missing");
    let title_en = line("title_en", &new.title_en, "member-title-missing");
    let title_fr = line("title_fr", &new.title_fr, "member-title-missing");
    let phone =
        if new.phone.trim().is_empty() { None } else { Some(line("phone", &new.phone, "member-control")) };
    if login.contains(char::is_whitespace) {
        faults.push(Fault::new("login", "member-login-blank"));
    }
    if new.roles.is_empty() {
        faults.push(Fault::new("roles", "member-roles-missing"));
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    Ok(Member {
        id: MemberId::new(),
        agency,
        team: None,
        login,
        name,
        title_en,
        title_fr,
        phone,
        roles: new.roles.clone(),
        active: true,
    })
}

/// Sets what a member does. It counts from their next click.
///
/// # Errors
/// When the actor may not manage them, it is the actor, or no role is left.
pub async fn set_roles(app: &App, actor: &Actor, member: MemberId, roles: &BTreeSet<Role>) -> Result<()> {
    app.recorded(async {
        let mut tx = app.begin().await?;
        let ok = manage(app, &mut tx, actor, member).await?;
        not_oneself(actor, member)?;
        if roles.is_empty() {
            return Err(Error::Invalid(vec![Fault::new("roles", "member-roles-missing")]));
        }
        tx.set_member_roles(&ok, member, roles).await?;
        tx.tell(&ok, "step", "roles-set");
        tx.tell(&ok, "member", member.to_string());
        tx.tell(&ok, "roles", roles.iter().map(|role| role.code()).collect::<Vec<_>>().join("."));
        tx.commit().await?;
        Ok(())
    })
    .await
}
