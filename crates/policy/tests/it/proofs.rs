//! The barriers, proved for all data by the policy analyser and the solver cvc5.
//!
//! A region (`policy/proofs/`) is the set of requests that must never be allowed. A barrier holds when no request, with
//! any entities that fit the schema, is both in the region and allowed by the policies.

use std::collections::BTreeSet;
use std::process::{Command, Stdio};

use cedar_policy::{
    Authorizer, Decision, Effect, Policy, PolicyId, PolicySet, RequestEnv, Schema, ValidationMode, Validator,
};
use cedar_policy_symcc::solver::LocalSolver;
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicy, CompiledPolicySet, Env};

use crate::mistakes::MISTAKES;
use crate::texts;

type Solver = CedarSymCompiler<LocalSolver>;

/// Starts the solver, or says how to get it: a proof that is skipped is no proof.
fn solver() -> Solver {
    let program = std::env::var("CVC5").unwrap_or_else(|_| "cvc5".into());
    let answers =
        Command::new(&program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(
        answers.is_ok_and(|status| status.success()),
        "the barriers cannot be proved: `{program}` does not start. Install the solver with\n\n    \
         sudo apt-get install --yes cvc5\n\nor name its executable in the environment variable CVC5."
    );
    // A limit for each question: an answer that does not come is a failure, never a pass.
    CedarSymCompiler::new(LocalSolver::cvc5_with_args(["--tlimit-per=60000"]).unwrap()).unwrap()
}

fn environments(schema: &Schema) -> Vec<RequestEnv> {
    schema.request_envs().collect()
}

/// Those environments whose action a rule names: elsewhere it says nothing.
fn environments_of<'e>(rules: &PolicySet, schema: &Schema, all: &'e [RequestEnv]) -> Vec<&'e RequestEnv> {
    let named: BTreeSet<String> = rules
        .policies()
        .flat_map(|rule| match rule.action_constraint() {
            cedar_policy::ActionConstraint::Any => schema.actions().map(ToString::to_string).collect(),
            cedar_policy::ActionConstraint::Eq(action) => vec![action.to_string()],
            cedar_policy::ActionConstraint::In(actions) => {
                actions.iter().map(ToString::to_string).collect::<Vec<_>>()
            }
        })
        .collect();
    all.iter().filter(|env| named.contains(&env.action().to_string())).collect()
}

fn compile(rules: &PolicySet, env: &RequestEnv, schema: &Schema) -> CompiledPolicySet {
    CompiledPolicySet::compile(rules, env, schema).unwrap_or_else(|error| panic!("{}: {error}", env.action()))
}

/// A request in the region that the policies allow, if there is one.
async fn counterexample(
    solver: &mut Solver,
    rules: &PolicySet,
    region: &PolicySet,
    schema: &Schema,
    all: &[RequestEnv],
) -> Option<Env> {
    for env in environments_of(region, schema, all) {
        let (rules, region) = (compile(rules, env, schema), compile(region, env, schema));
        let found = solver.check_disjoint_with_counterexample_opt(&rules, &region).await.unwrap();
        if found.is_some() {
            return found;
        }
    }
    None
}

fn decide(rules: &PolicySet, example: &Env) -> Decision {
    let response = Authorizer::new().is_authorized(&example.request, rules, &example.entities);
    assert_eq!(response.diagnostics().errors().count(), 0, "{example}");
    response.decision()
}

fn without(rules: &PolicySet, dropped: &[&Policy]) -> PolicySet {
    let mut rest = rules.clone();
    for rule in dropped {
        rest.remove_static(rule.id().clone()).unwrap();
    }
    rest
}

fn with(rules: &PolicySet, added: Policy) -> PolicySet {
    let mut more = rules.clone();
    more.add(added).unwrap();
    more
}

/// The most careless permit there can be: the rule's own people, acts and things, on no condition.
fn careless(rule: &Policy) -> Policy {
    let mut json = rule.to_json().unwrap();
    json["effect"] = "permit".into();
    json["conditions"] = serde_json::json!([]);
    json["annotations"] = serde_json::json!({});
    Policy::from_json(Some(PolicyId::new("careless")), json).unwrap()
}

#[tokio::test]
async fn each_barrier_holds_for_all_data() {
    let (schema, rules, mut solver) = (texts::schema(), texts::in_force(), solver());
    let all = environments(&schema);
    assert!(all.len() >= policy::action::ALL.len(), "every action has an environment");
    let compiled: Vec<_> = all.iter().map(|env| compile(&rules, env, &schema)).collect();
    for barrier in texts::barriers().keys() {
        let region = texts::region(barrier);
        for (env, rules) in all.iter().zip(&compiled) {
            let region = compile(&region, env, &schema);
            if let Some(example) =
                solver.check_disjoint_with_counterexample_opt(rules, &region).await.unwrap()
            {
                panic!("{barrier} does not hold for {} by {}:\n{example}", env.action(), env.principal());
            }
        }
    }
}

/// Stronger: the barriers stand by themselves, so no rule that anyone will ever add to agency.cedar can break one.
#[tokio::test]
async fn no_permit_whatever_it_says_outweighs_a_barrier() {
    let (schema, mut solver) = (texts::schema(), solver());
    let all = environments(&schema);
    let everything =
        Policy::parse(Some(PolicyId::new("everything")), "permit (principal, action, resource);").unwrap();
    let rules = with(&texts::named(&texts::read("barriers.cedar")), everything);
    for barrier in texts::barriers().keys() {
        let found = counterexample(&mut solver, &rules, &texts::region(barrier), &schema, &all).await;
        assert!(found.is_none(), "{barrier} holds only as long as nothing permits it:\n{}", found.unwrap());
    }
}

/// Cedar skips a rule that errs, so a barrier that can err is no barrier.
#[tokio::test]
async fn no_rule_ever_errs() {
    let (schema, rules, mut solver) = (texts::schema(), texts::in_force(), solver());
    let all = environments(&schema);
    for rule in rules.policies() {
        let alone = PolicySet::from_policies([rule.clone()]).unwrap();
        for env in environments_of(&alone, &schema, &all) {
            let compiled = CompiledPolicy::compile(rule, env, &schema).unwrap();
            assert!(
                solver.check_never_errors_opt(&compiled).await.unwrap(),
                "{} errs for {}",
                rule.id(),
                env.action()
            );
        }
    }
}

/// Each rule of each barrier carries weight: without it, one careless permit opens the region.
#[tokio::test]
async fn every_rule_of_a_barrier_is_needed() {
    let (schema, rules, mut solver) = (texts::schema(), texts::in_force(), solver());
    let all = environments(&schema);
    for (barrier, barrier_rules) in texts::barriers() {
        let region = texts::region(&barrier);
        for rule in &barrier_rules {
            let broken = with(&without(&rules, &[rule]), careless(rule));
            let example = counterexample(&mut solver, &broken, &region, &schema, &all).await;
            let example = example.unwrap_or_else(|| panic!("{}: nothing notices when it is gone", rule.id()));
            assert_eq!(decide(&broken, &example), Decision::Allow, "{}:\n{example}", rule.id());
            assert_eq!(decide(&region, &example), Decision::Allow, "{}:\n{example}", rule.id());
            assert_eq!(decide(&rules, &example), Decision::Deny, "{}:\n{example}", rule.id());
        }
    }
}

/// Somebody takes a barrier out and adds a rule that sounds reasonable: the proof fails and shows a request.
#[tokio::test]
async fn a_broken_barrier_is_found_with_a_counterexample() {
    let (schema, rules, mut solver) = (texts::schema(), texts::in_force(), solver());
    let all = environments(&schema);
    let barriers = texts::barriers();
    let tried: BTreeSet<&str> = MISTAKES.iter().map(|mistake| mistake.barrier).collect();
    assert_eq!(tried, barriers.keys().map(String::as_str).collect(), "a mistake for every barrier");
    for mistake in MISTAKES {
        let permit = Policy::parse(Some(PolicyId::new("mistake")), mistake.permit).unwrap();
        assert_eq!(permit.effect(), Effect::Permit);
        let report = Validator::new(schema.clone())
            .validate(&PolicySet::from_policies([permit.clone()]).unwrap(), ValidationMode::Strict);
        assert!(report.validation_passed_without_warnings(), "{}: {report}", mistake.barrier);
        let region = texts::region(mistake.barrier);

        let kept = with(&rules, permit.clone());
        let found = counterexample(&mut solver, &kept, &region, &schema, &all).await;
        assert!(found.is_none(), "{} gives way to \"{}\"", mistake.barrier, mistake.words);

        let dropped: Vec<&Policy> = barriers[mistake.barrier].iter().collect();
        let broken = with(&without(&rules, &dropped), permit);
        let example = counterexample(&mut solver, &broken, &region, &schema, &all).await;
        let example =
            example.unwrap_or_else(|| panic!("{} broken by \"{}\"", mistake.barrier, mistake.words));
        println!("{}, broken by \"{}\":\n{example}\n", mistake.barrier, mistake.words);
        assert_eq!(decide(&broken, &example), Decision::Allow, "{example}");
        assert_eq!(decide(&rules, &example), Decision::Deny, "{example}");
    }
}
