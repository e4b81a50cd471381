//! Which actions are decided by what is said of a resource alone, and never by which one it is.
//!
//! A rule that compares the resource itself (`resource == ...`, `... .contains(resource)`) asks which one it is. One that reads
//! its attributes (`resource.owner`), asks for them (`resource has owner`) or for its type does not. Two resources with the same
//! attributes then get the same verdict.

use std::collections::{HashMap, HashSet};

use cedar_policy::{EntityUid, PolicySet};
use serde_json::Value;

use crate::engine::Error;

/// The actions none of whose rules asks which resource it is.
pub(crate) fn actions(by_action: &HashMap<EntityUid, PolicySet>) -> Result<HashSet<EntityUid>, Error> {
    let mut found = HashSet::new();
    for (action, policies) in by_action {
        let mut unnamed = true;
        for policy in policies.policies() {
            unnamed &= !asks_which(&policy.to_json().map_err(Error::policies)?);
        }
        if unnamed {
            found.insert(action.clone());
        }
    }
    Ok(found)
}

fn asks_which(policy: &Value) -> bool {
    let scope = policy.get("resource");
    let kind_only = scope.and_then(|scope| scope.get("op")).is_some_and(|op| op == "All" || op == "is")
        && scope.is_some_and(|scope| scope.get("in").is_none());
    !kind_only || policy.get("conditions").is_none_or(compares_resource)
}

fn is_resource(expression: &Value) -> bool {
    expression.get("Var").is_some_and(|name| name == "resource")
}

/// Whether the variable itself, not an attribute or the type of it, is used anywhere within.
fn compares_resource(within: &Value) -> bool {
    if is_resource(within) {
        return true;
    }
    match within {
        Value::Array(list) => list.iter().any(compares_resource),
        Value::Object(fields) => fields.iter().any(|(operator, inner)| {
            let harmless =
                matches!(operator.as_str(), "." | "has") || (operator == "is" && inner.get("in").is_none());
            match inner.get("left") {
                Some(left) if harmless && is_resource(left) => false,
                _ => compares_resource(inner),
            }
        }),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(condition: &str) -> bool {
        let text = format!("permit (principal, action, resource is Entry) when {{ {condition} }};");
        asks_which(&text.parse::<cedar_policy::Policy>().unwrap().to_json().unwrap())
    }

    #[test]
    fn what_is_said_of_a_resource_is_not_which_one_it_is() {
        for plain in [
            "resource.owner == principal.agency",
            "resource has sealed && resource.sealed",
            "resource is Entry",
            "principal.cases.contains(resource.case)",
            "true",
        ] {
            assert!(!asks(plain), "{plain}");
        }
        for named in [
            "resource == principal.desk",
            "principal.cases.contains(resource)",
            "resource in principal.desk",
            "resource is Entry in principal.desk",
            "if true then resource == principal.desk else false",
            "[resource].contains(principal.desk)",
            "{ it: resource }.it == principal.desk",
        ] {
            assert!(asks(named), "{named}");
        }
        let scope = "permit (principal, action, resource == Entry::\"1\");";
        assert!(asks_which(&scope.parse::<cedar_policy::Policy>().unwrap().to_json().unwrap()));
        let within = "permit (principal, action, resource in Case::\"1\");";
        assert!(asks_which(&within.parse::<cedar_policy::Policy>().unwrap().to_json().unwrap()));
        let typed = "permit (principal, action, resource is Entry in Case::\"1\");";
        assert!(asks_which(&typed.parse::<cedar_policy::Policy>().unwrap().to_json().unwrap()));
    }
}
