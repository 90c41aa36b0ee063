//! Which outermost node each person is in.
//!
//! By a name, so that when a blossom is undone its largest part takes the name over, and only those in the other
//! parts need a new one.

use super::blossoms::{Blossoms, NONE};
use crate::graph::Weight;

/// Names of outermost nodes, and whose they are.
#[derive(Debug, Clone)]
pub(crate) struct Outermost {
    name: Vec<usize>,
    /// For each name the node, or none.
    node: Vec<usize>,
    /// Names that no node has. There are as many names as people.
    spare: Vec<usize>,
}

impl Outermost {
    /// Everybody by themselves.
    pub(crate) fn new(people: usize) -> Self {
        Self { name: (0..people).collect(), node: (0..people).collect(), spare: Vec::new() }
    }

    pub(crate) fn people(&self) -> usize {
        self.name.len()
    }

    /// The outermost node of a person.
    pub(crate) fn of(&self, person: usize) -> usize {
        self.node[self.name[person]]
    }

    /// Takes their names away from the nodes that these people are in.
    pub(crate) fn forget(&mut self, people: &[usize]) {
        for &person in people {
            let name = self.name[person];
            if std::mem::replace(&mut self.node[name], NONE) != NONE {
                self.spare.push(name);
            }
        }
    }

    /// Names a node that these people are in.
    pub(crate) fn call(&mut self, node: usize, people: &[usize]) {
        let Some(name) = self.spare.pop() else { return };
        self.node[name] = node;
        for &person in people {
            self.name[person] = name;
        }
    }

    /// Names the nodes of a ring that was a blossom, of which this person is a member.
    pub(crate) fn split<W: Weight>(&mut self, blossoms: &Blossoms<W>, ring: &[usize], member: usize) {
        let largest = ring.iter().copied().max_by_key(|node| blossoms.size(*node));
        let name = self.name[member];
        for &node in ring {
            if Some(node) == largest {
                self.node[name] = node;
            } else {
                self.call(node, &blossoms.members(node));
            }
        }
    }
}
