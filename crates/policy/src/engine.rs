//! Loads the policies and asks them.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use cedar_policy::{
    ActionConstraint, Authorizer, Context as CedarContext, Decision, Entities, EntityUid, PolicyId,
    PolicySet, Request, RequestValidationError, Schema, ValidationMode, Validator,
};
use domain::actor::Actor;

use crate::action::Action;
use crate::decision::{Admitted, Authorized, Candidate, Refusal, Refused};
use crate::entities;
use crate::facts::Resource;
use crate::vocabulary::{Describe, Fields, Names, World, uid};

const SCHEMA: &str = include_str!("../../../policy/causeway.cedarschema");
const AGENCY: &str = include_str!("../../../policy/agency.cedar");
const BARRIERS: &str = include_str!("../../../policy/barriers.cedar");

/// How many different kinds of rows of one list are remembered with their verdict.
const KINDS: usize = 64;

/// Why the policies cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The schema does not parse, or warns.
    #[error("policy schema: {0}")]
    Schema(String),
    /// The policies do not parse, do not conform to the schema, or warn.
    #[error("policies: {0}")]
    Policies(String),
    /// The facts or the context of a request do not conform to the schema.
    #[error("request: {0}")]
    Request(String),
}

impl Error {
    pub(crate) fn schema(source: impl fmt::Display) -> Self {
        Self::Schema(source.to_string())
    }

    pub(crate) fn policies(source: impl fmt::Display) -> Self {
        Self::Policies(source.to_string())
    }

    pub(crate) fn request(source: impl fmt::Display) -> Self {
        Self::Request(source.to_string())
    }
}

/// The policies, loaded and validated.
pub struct Policy {
    authorizer: Authorizer,
    schema: Schema,
    /// The policies that name an action, by the action: the rest could not apply and would only cost time.
    by_action: HashMap<EntityUid, PolicySet>,
    /// Actions none of whose rules asks which resource it is, only what is said of it.
    unnamed: HashSet<EntityUid>,
    /// What each rule says, by its `@id`.
    rules: HashMap<String, Rule>,
    names: Names,
}

/// What a rule says, in words for those whom it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// In English.
    pub title_en: String,
    /// In French.
    pub title_fr: String,
    /// The law that it comes from; barriers name one.
    pub statute: Option<String>,
}

impl fmt::Debug for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Policy({} actions)", self.by_action.len())
    }
}

/// What Cedar said about one request.
#[derive(Clone)]
struct Verdict {
    permitted: bool,
    reasons: Vec<String>,
    alerts: Vec<String>,
}

impl Policy {
    /// The policies that the binary carries.
    ///
    /// # Errors
    /// When they do not parse, or strict validation finds an error or so much as a warning.
    pub fn builtin() -> Result<Self, Error> {
        Self::from_text(SCHEMA, &format!("{AGENCY}\n{BARRIERS}"))
    }

    /// Policies from text, for tests and for checking a proposed change.
    ///
    /// # Errors
    /// As [`builtin`](Self::builtin).
    pub fn from_text(schema: &str, policies: &str) -> Result<Self, Error> {
        let (schema, warnings) = Schema::from_cedarschema_str(schema).map_err(Error::schema)?;
        let warnings: Vec<String> = warnings.map(|warning| warning.to_string()).collect();
        if !warnings.is_empty() {
            return Err(Error::Schema(warnings.join("; ")));
        }
        let policies = by_name(&PolicySet::from_str(policies).map_err(Error::policies)?)?;
        let report = Validator::new(schema.clone()).validate(&policies, ValidationMode::Strict);
        let findings: Vec<String> = report
            .validation_errors()
            .map(ToString::to_string)
            .chain(report.validation_warnings().map(ToString::to_string))
            .collect();
        if !findings.is_empty() {
            return Err(Error::Policies(findings.join("; ")));
        }
        let by_action = by_action(&schema, &policies)?;
        let unnamed = crate::unnamed::actions(&by_action)?;
        let rules = rules(&policies);
        Ok(Self { authorizer: Authorizer::new(), schema, by_action, unnamed, rules, names: Names::new()? })
    }

    /// What the rule with this `@id` says.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// Asks whether an actor may do an action on a resource.
    ///
    /// # Errors
    /// [`Refused`] when nothing permits it, something forbids it, or the evaluation met any error at all.
    pub fn authorize<A: Action>(
        &self,
        actor: &Actor,
        resource: &A::Resource,
        context: &A::Context,
    ) -> Result<Authorized<A>, Refused> {
        let verdict = self.decide::<A>(actor, resource, context);
        if verdict.permitted {
            return Ok(Authorized::new(actor.clone(), resource.clone(), verdict.reasons));
        }
        Err(Refused::new(Refusal {
            action: A::NAME,
            resource_kind: A::Resource::KIND,
            resource_id: resource.id().to_string(),
            actor: actor.clone(),
            case: resource.case(),
            reasons: verdict.reasons,
            alerts: verdict.alerts,
        }))
    }

    /// Confirms each row of a list; a row that the policy refuses is dropped and counted. Rows of which the same is said are
    /// asked about once, where no rule of the action asks which one it is.
    pub fn admit<A: Action, T>(
        &self,
        actor: &Actor,
        context: &A::Context,
        rows: Vec<Candidate<A, T>>,
    ) -> Admitted<T> {
        let mut admitted = Admitted { rows: Vec::with_capacity(rows.len()), refused: 0, alerts: Vec::new() };
        let unnamed = self.unnamed.contains(&uid(&self.names.action, A::NAME));
        let mut asked: Vec<(A::Resource, Verdict)> = Vec::new();
        for row in rows {
            let verdict = if unnamed {
                let facts = row.facts.unnamed();
                match asked.iter().find(|(known, _)| *known == facts) {
                    Some((_, verdict)) => verdict.clone(),
                    None => {
                        let verdict = self.decide::<A>(actor, &row.facts, context);
                        // Enough for what a page shows; more would take as long to find as to ask.
                        if asked.len() < KINDS {
                            asked.push((facts, verdict.clone()));
                        }
                        verdict
                    }
                }
            } else {
                self.decide::<A>(actor, &row.facts, context)
            };
            if verdict.permitted {
                admitted.rows.push(row.value);
            } else {
                admitted.refused += 1;
                admitted.alerts.extend(verdict.alerts);
            }
        }
        admitted
    }

    fn decide<A: Action>(&self, actor: &Actor, resource: &A::Resource, context: &A::Context) -> Verdict {
        #[cfg(feature = "bench-switches")]
        if crate::switches::off() {
            return Verdict { permitted: true, reasons: Vec::new(), alerts: Vec::new() };
        }
        match self.ask::<A>(actor, resource, context) {
            Ok(verdict) => verdict,
            Err(error) => Verdict { permitted: false, reasons: Vec::new(), alerts: vec![error.to_string()] },
        }
    }

    fn ask<A: Action>(
        &self,
        actor: &Actor,
        resource: &A::Resource,
        context: &A::Context,
    ) -> Result<Verdict, Error> {
        let mut world = World::default();
        let principal = entities::actor(actor, &self.names, &mut world)?;
        resource.describe(&self.names, &mut world)?;
        let context = CedarContext::from_pairs(context.fields(&self.names)?).map_err(Error::request)?;
        let action = uid(&self.names.action, A::NAME);
        let policies = self
            .by_action
            .get(&action)
            .ok_or_else(|| Error::Request(format!("the schema has no action `{}`", A::NAME)))?;
        let request =
            match Request::new(principal, action, resource.uid(&self.names), context, Some(&self.schema)) {
                Ok(request) => request,
                // The schema knows no such act for a visitor or for the system: an ordinary refusal.
                Err(RequestValidationError::InvalidPrincipalType(_)) => {
                    return Ok(Verdict { permitted: false, reasons: Vec::new(), alerts: Vec::new() });
                }
                Err(error) => return Err(Error::request(error)),
            };
        let entities = Entities::empty()
            .add_entities(world.into_entities(), Some(&self.schema))
            .map_err(Error::request)?;
        let response = self.authorizer.is_authorized(&request, policies, &entities);
        let mut reasons: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        reasons.sort_unstable();
        // Cedar skips a policy that errs, even one that forbids. Here an error refuses.
        let alerts: Vec<String> = response.diagnostics().errors().map(ToString::to_string).collect();
        Ok(Verdict {
            permitted: response.decision() == Decision::Allow && alerts.is_empty(),
            reasons,
            alerts,
        })
    }
}

/// The same policies, each named by its `@id`, so that every message and every decision names rules as lawyers do.
fn by_name(policies: &PolicySet) -> Result<PolicySet, Error> {
    let mut named = PolicySet::new();
    for policy in policies.policies() {
        let id = policy
            .annotation("id")
            .ok_or_else(|| Error::Policies(format!("a rule has no `@id`: {}", policy.to_string().trim())))?;
        named.add(policy.new_id(PolicyId::new(id))).map_err(Error::policies)?;
    }
    if policies.templates().next().is_some() {
        return Err(Error::Policies("templates are not used here".into()));
    }
    Ok(named)
}

/// For each action of the schema the policies whose scope names it, or names none.
fn by_action(schema: &Schema, policies: &PolicySet) -> Result<HashMap<EntityUid, PolicySet>, Error> {
    // With groups a policy could name an action without naming it.
    if schema.action_groups().next().is_some() {
        return Err(Error::Schema("groups of actions are not used here".into()));
    }
    let names = |policy: &cedar_policy::Policy, action: &EntityUid| match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::Eq(one) => one == *action,
        ActionConstraint::In(some) => some.contains(action),
    };
    schema
        .actions()
        .map(|action| {
            let those = policies.policies().filter(|policy| names(policy, action)).cloned();
            Ok((action.clone(), PolicySet::from_policies(those).map_err(Error::policies)?))
        })
        .collect()
}

fn rules(policies: &PolicySet) -> HashMap<String, Rule> {
    let text = |policy: &cedar_policy::Policy, name: &str| policy.annotation(name).map(str::to_owned);
    policies
        .policies()
        .map(|policy| {
            let rule = Rule {
                title_en: text(policy, "title_en").unwrap_or_default(),
                title_fr: text(policy, "title_fr").unwrap_or_default(),
                statute: text(policy, "statute"),
            };
            (policy.id().to_string(), rule)
        })
        .collect()
}
