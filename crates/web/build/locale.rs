//! What the locale files define, and whether the two languages agree.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement};

/// The messages of one language: the variables of each, and where it is.
#[derive(Debug, Default)]
pub struct Catalogue {
    messages: BTreeMap<String, Message>,
}

#[derive(Debug)]
struct Message {
    file: String,
    variables: BTreeSet<String>,
}

impl Catalogue {
    /// Adds the messages of one file.
    pub fn read(&mut self, file: &str, source: &str, faults: &mut Vec<String>) {
        let resource = match fluent_syntax::parser::parse(source) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                faults.extend(errors.iter().map(|e| {
                    let line = source.get(..e.pos.start).map_or(0, |s| s.lines().count());
                    format!("{file}:{line}: {}", e.kind)
                }));
                return;
            }
        };
        for entry in resource.body {
            match entry {
                Entry::Message(message) => {
                    let id = message.id.name.to_owned();
                    let mut variables = BTreeSet::new();
                    match &message.value {
                        Some(pattern) => in_pattern(pattern, &mut variables),
                        None => faults.push(format!("{file}: `{id}` has no text")),
                    }
                    if !message.attributes.is_empty() {
                        faults.push(format!(
                            "{file}: `{id}` has attributes; write a message of its own instead"
                        ));
                    }
                    let new = Message { file: file.to_owned(), variables };
                    if let Some(old) = self.messages.insert(id.clone(), new) {
                        faults.push(format!("{file}: `{id}` is defined before in {}", old.file));
                    }
                }
                Entry::Term(term) => {
                    faults.push(format!("{file}: `-{}` is a term; write the words out", term.id.name));
                }
                Entry::Junk { content } => {
                    faults.push(format!(
                        "{file}: cannot read `{}`",
                        content.lines().next().unwrap_or_default()
                    ));
                }
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            }
        }
    }

    /// Whether there is such a message.
    pub fn has(&self, id: &str) -> bool {
        self.messages.contains_key(id)
    }
}

/// Enters a fault for everything that one language has and the other has not.
pub fn compare(en: &Catalogue, fr: &Catalogue, faults: &mut Vec<String>) {
    for (from, to, name) in [(en, fr, "French"), (fr, en, "English")] {
        for (id, message) in &from.messages {
            match to.messages.get(id) {
                None => faults.push(format!("{}: `{id}` has no {name} text", message.file)),
                Some(other) => {
                    for variable in message.variables.difference(&other.variables) {
                        faults.push(format!("{}: `{id}` does not use `${variable}`", other.file));
                    }
                }
            }
        }
    }
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            variants.iter().for_each(|v| in_pattern(&v.value, variables));
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    let in_call = |arguments: &CallArguments<&str>, variables: &mut BTreeSet<String>| {
        arguments.positional.iter().for_each(|a| in_inline(a, variables));
        arguments.named.iter().for_each(|a| in_inline(&a.value, variables));
    };
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, variables),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => in_call(arguments, variables),
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        _ => {}
    }
}
