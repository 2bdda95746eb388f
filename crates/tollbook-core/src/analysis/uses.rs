//! What names an operation or an entry of a list, so that nothing in use is removed unseen.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;

use super::places::same;
use crate::model::{EntryId, Kind, List, OperationId, Project};

/// How many rows name something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Claims that are no totals.
    pub claims: usize,
    /// Totals, by their scope.
    pub totals: usize,
    /// Incidents, where the coder set it.
    pub incidents: usize,
    /// The coders' own estimates.
    pub estimates: usize,
    /// Operations: by their area, or because they follow it.
    pub operations: usize,
}

impl Uses {
    /// Whether nothing names it.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Uses {
    /// "12 claims, 1 total and 3 incidents"; "nothing".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.claims, "claim"),
            (self.totals, "total"),
            (self.incidents, "incident"),
            (self.estimates, "estimate"),
            (self.operations, "operation"),
        ];
        let used: Vec<(usize, &str)> = all.into_iter().filter(|(n, _)| *n > 0).collect();
        if used.is_empty() {
            return f.write_str("nothing");
        }
        for (at, (n, thing)) in used.iter().enumerate() {
            let between = match at {
                0 => "",
                _ if at + 1 == used.len() => " and ",
                _ => ", ",
            };
            write!(f, "{between}{n} {thing}{}", if *n == 1 { "" } else { "s" })?;
        }
        Ok(())
    }
}

/// What names each operation and each entry of the lists. What nothing names is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InUse {
    operations: HashMap<OperationId, Uses>,
    entries: HashMap<EntryId, Uses>,
}

impl InUse {
    /// Goes once through the project.
    pub fn from_project(project: &Project) -> Self {
        let mut used = Self::default();
        let areas: Vec<(EntryId, &str)> =
            project.list(List::Area).map(|(id, entry)| (id, entry.value.as_str())).collect();
        let named = |name: &String| areas.iter().find(|(_, area)| same(area, name)).map(|(id, _)| *id);
        for (_, claim) in project.claims.iter() {
            let count = |uses: &mut Uses| match claim.kind {
                Kind::Total => uses.totals += 1,
                _ => uses.claims += 1,
            };
            each(&mut used.operations, claim.operations.iter().copied(), count);
            let own = [claim.side, claim.cause, claim.definition].into_iter().flatten();
            let scope =
                claim.scope_areas.iter().copied().chain(claim.scope_countries.iter().filter_map(named));
            each(&mut used.entries, own.chain(scope), count);
        }
        for (_, incident) in project.incidents.iter() {
            let count = |uses: &mut Uses| uses.incidents += 1;
            each(&mut used.operations, incident.operation, count);
            each(&mut used.entries, incident.cause, count);
        }
        for (_, estimate) in project.estimates.iter() {
            each(&mut used.entries, estimate.side, |uses| uses.estimates += 1);
        }
        for (_, operation) in project.operations.iter() {
            let count = |uses: &mut Uses| uses.operations += 1;
            each(&mut used.operations, operation.follows, count);
            each(&mut used.entries, operation.area.iter().filter_map(named), count);
        }
        used
    }

    /// What names an operation.
    pub fn operation(&self, id: OperationId) -> Uses {
        self.operations.get(&id).copied().unwrap_or_default()
    }

    /// What names an entry of a list.
    pub fn entry(&self, id: EntryId) -> Uses {
        self.entries.get(&id).copied().unwrap_or_default()
    }
}

fn each<I: Eq + Hash>(
    uses: &mut HashMap<I, Uses>,
    named: impl IntoIterator<Item = I>,
    count: impl Fn(&mut Uses),
) {
    named.into_iter().for_each(|id| count(uses.entry(id).or_default()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    #[test]
    fn what_names_an_operation_or_an_entry_is_counted_by_what_it_is() {
        let project = story(
            "operation Takuba area=Sahel;Benin
            article a 2021-01-05
            killed k 1 op=Barkhane cause=ambush
            killed k2 1 op=Barkhane
            total t 38 op=Serval;Barkhane areas=Sahel definition=in_combat
            total t2 38 countries=sahel
            incident k op=Barkhane cause=mine
            estimate k killed 2",
        )
        .project;
        let used = InUse::from_project(&project);
        let operation = |name: &str| used.operation(project.operation_named(name).unwrap()).to_string();
        let entry = |list, name: &str| used.entry(project.entry(list, name).unwrap()).to_string();
        assert_eq!(operation("Barkhane"), "2 claims, 1 total and 1 incident");
        assert_eq!(operation("Serval"), "1 total and 1 operation");
        assert_eq!(operation("Chammal"), "nothing");
        assert_eq!(entry(List::Area, "Sahel"), "2 totals and 2 operations");
        assert_eq!(entry(List::Side, "French forces"), "2 claims, 2 totals and 1 estimate");
        assert_eq!(entry(List::Cause, "mine"), "1 incident");
        assert_eq!(entry(List::Definition, "in combat"), "1 total");
    }
}
