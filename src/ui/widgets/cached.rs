//! Values that a panel derives from the facts and keeps until the facts change.

use tollbook_core::model::ProjectId;
use tollbook_state::Workspace;

/// Which state of the facts something was derived from: it is another after every edit.
pub type Revision = (ProjectId, u64);

/// The state of the facts now. Costs nothing, however large the project.
pub fn revision(open: &Workspace) -> Revision {
    (open.project.id(), open.versions.facts)
}

/// A value that is derived anew only when what it was derived from has changed.
#[derive(Clone, Debug)]
pub struct Cached<K, T>(Option<(K, T)>);

impl<K, T> Default for Cached<K, T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, T> Cached<K, T> {
    /// The value for `key`.
    pub fn get(&mut self, key: K, derive: impl FnOnce() -> T) -> &T {
        self.edit(key, derive)
    }

    /// The value for `key`, to which what is derived later can be added.
    pub fn edit(&mut self, key: K, derive: impl FnOnce() -> T) -> &mut T {
        let kept = self.0.take().filter(|(known, _)| *known == key).unwrap_or_else(|| (key, derive()));
        &mut self.0.insert(kept).1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_derived_once_for_each_key() {
        let (mut kept, mut times) = (Cached::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            let value = *kept.get(key, || {
                times += 1;
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(times, 3);
    }
}
