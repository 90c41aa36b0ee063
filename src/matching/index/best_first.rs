//! Blocks in the order of what they offer at most, roughly: sorted exactly they would cost more than they save.

/// How many points a step of the order spans, and how many steps there are; the last one takes all the others.
const STEP: i64 = 16;
const STEPS: usize = 128;

/// Blocks with what anybody in them offers at most.
#[derive(Debug, Default)]
pub(crate) struct Order {
    given: Vec<(i64, usize)>,
    sorted: Vec<(i64, usize)>,
}

impl Order {
    /// Takes these blocks in place of those before.
    pub(crate) fn set(&mut self, blocks: impl Iterator<Item = (i64, usize)>) {
        self.given.clear();
        self.given.extend(blocks);
        let greatest = self.given.iter().map(|(most, _)| *most).max().unwrap_or(0);
        let step = |most: i64| usize::try_from((greatest - most) / STEP).map_or(STEPS - 1, |step| step.min(STEPS - 1));
        let mut places = [0; STEPS + 1];
        for (most, _) in &self.given {
            places[step(*most) + 1] += 1;
        }
        for index in 0..STEPS {
            places[index + 1] += places[index];
        }
        self.sorted.clear();
        self.sorted.resize(self.given.len(), (0, 0));
        for block in &self.given {
            let place = &mut places[step(block.0)];
            self.sorted[*place] = *block;
            *place += 1;
        }
    }

    /// The blocks, a step after the other; within a step as they were given.
    #[inline]
    pub(crate) fn best_first(&self) -> &[(i64, usize)] {
        &self.sorted
    }
}
