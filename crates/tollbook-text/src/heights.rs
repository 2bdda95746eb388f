//! Prefix sums of the blocks' heights, so that a place in a long text is found without adding up all
//! that is above it.

/// A Fenwick tree of heights, in pixels.
#[derive(Clone, Debug, Default)]
pub(super) struct Heights {
    heights: Vec<f32>,
    /// `tree[i]` is the sum of the `lowest set bit of i + 1` heights that end with the one at `i`.
    tree: Vec<f64>,
}

impl FromIterator<f32> for Heights {
    fn from_iter<I: IntoIterator<Item = f32>>(heights: I) -> Self {
        let heights: Vec<f32> = heights.into_iter().collect();
        let mut tree: Vec<f64> = heights.iter().map(|&h| h.into()).collect();
        for i in 0..tree.len() {
            let parent = i | (i + 1);
            if parent < tree.len() {
                tree[parent] += tree[i];
            }
        }
        Self { heights, tree }
    }
}

impl Heights {
    pub fn get(&self, index: usize) -> f32 {
        self.heights.get(index).copied().unwrap_or_default()
    }

    pub fn set(&mut self, index: usize, height: f32) {
        let Some(old) = self.heights.get_mut(index) else {
            return;
        };
        let change = f64::from(height) - f64::from(*old);
        *old = height;
        let mut i = index;
        while i < self.tree.len() {
            self.tree[i] += change;
            i |= i + 1;
        }
    }

    /// The sum of the heights before `index`.
    pub fn above(&self, index: usize) -> f64 {
        let mut sum = 0.0;
        let mut i = index.min(self.tree.len());
        while i > 0 {
            sum += self.tree[i - 1];
            i &= i - 1;
        }
        sum
    }

    pub fn total(&self) -> f64 {
        self.above(self.heights.len())
    }

    /// The block at `y`, and how far into it `y` is. Above all is the first, below all is the last.
    pub fn at(&self, y: f64) -> (usize, f32) {
        let (mut index, mut left) = (0, y.max(0.0));
        let mut step = self.tree.len().next_power_of_two();
        while step > 0 {
            let next = index + step;
            if next <= self.tree.len() && self.tree[next - 1] <= left {
                left -= self.tree[next - 1];
                index = next;
            }
            step /= 2;
        }
        match index.checked_sub(1) {
            Some(last) if index == self.heights.len() => (last, (y - self.above(last)) as f32),
            _ => (index, if y < 0.0 { y as f32 } else { left as f32 }),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sums_and_places_are_those_of_a_plain_list(
            mut list in prop::collection::vec(1u8..200, 1..60),
            changes in prop::collection::vec((0usize..60, 1u8..200), 0..20),
            y in 0u16..6000,
        ) {
            let mut heights: Heights = list.iter().map(|&h| f32::from(h)).collect();
            for (index, height) in changes {
                heights.set(index, height.into());
                if let Some(old) = list.get_mut(index) {
                    *old = height;
                }
            }
            let mut sum = 0.0;
            let mut expected = None;
            for (i, &h) in list.iter().enumerate() {
                prop_assert_eq!(heights.above(i), sum);
                prop_assert_eq!(heights.at(sum), (i, 0.0), "a block begins where it is above");
                if expected.is_none() && f64::from(y) < sum + f64::from(h) {
                    expected = Some((i, (f64::from(y) - sum) as f32));
                }
                sum += f64::from(h);
            }
            prop_assert_eq!(heights.total(), sum);
            let last = list.len() - 1;
            let expected =
                expected.unwrap_or((last, (f64::from(y) - heights.above(last)) as f32));
            prop_assert_eq!(heights.at(y.into()), expected);
        }
    }
}
