//! A run of named steps: each prints its time, failures are collected, a summary closes the run.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

enum Outcome {
    Passed,
    Failed(String),
    NotRun(String),
}

/// Steps that have been run, in order.
#[derive(Default)]
pub struct Steps {
    done: Vec<(&'static str, Duration, Outcome)>,
}

impl Steps {
    /// Runs a step and reports it; the run goes on after a failure. Returns whether the step passed.
    pub fn run(&mut self, name: &'static str, step: impl FnOnce() -> Result<()>) -> bool {
        println!("\n==> {name}");
        let started = Instant::now();
        let result = step();
        let took = started.elapsed();
        let outcome = match result {
            Ok(()) => Outcome::Passed,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        };
        let passed = matches!(outcome, Outcome::Passed);
        self.done.push((name, took, outcome));
        self.print_last();
        passed
    }

    /// Runs a step that needs an earlier one; when that one failed, the step counts as not run and so as a failure.
    pub fn run_after(
        &mut self,
        ready: bool,
        needs: &str,
        name: &'static str,
        step: impl FnOnce() -> Result<()>,
    ) -> bool {
        if ready {
            return self.run(name, step);
        }
        self.done.push((name, Duration::ZERO, Outcome::NotRun(format!("needs {needs}, which failed"))));
        self.print_last();
        false
    }

    /// Prints the summary; an error when any step failed or could not run.
    pub fn finish(self) -> Result<()> {
        println!("\n==> summary");
        for step in &self.done {
            print(step);
        }
        let bad: Vec<_> = self
            .done
            .iter()
            .filter(|(_, _, outcome)| !matches!(outcome, Outcome::Passed))
            .map(|(name, ..)| *name)
            .collect();
        if bad.is_empty() {
            return Ok(());
        }
        bail!("{} of {} steps: {}", bad.len(), self.done.len(), bad.join(", "))
    }

    fn print_last(&self) {
        if let Some(step) = self.done.last() {
            print(step);
        }
    }
}

fn print((name, took, outcome): &(&'static str, Duration, Outcome)) {
    let seconds = took.as_secs_f64();
    match outcome {
        Outcome::Passed => println!("    ok      {seconds:7.1} s  {name}"),
        Outcome::Failed(why) => println!("    FAILED  {seconds:7.1} s  {name}: {why}"),
        Outcome::NotRun(why) => println!("    NOT RUN            {name}: {why}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_step_fails_the_run_and_what_needs_it_does_not_run() {
        let mut steps = Steps::default();
        let ready = steps.run("build", || bail!("no compiler"));
        steps.run_after(ready, "the build", "tests", || panic!("must not run"));
        steps.run("docs", || Ok(()));
        assert_eq!(steps.finish().unwrap_err().to_string(), "2 of 3 steps: build, tests");
    }
}
