//! Blossoms: odd sets of people of whom all but one are paired with each other.
//!
//! A **node** is a person, or a blossom: an odd ring of nodes joined by tight pairs, where every second pair is chosen
//! and the first node is left over. Its **base** is the one person in it who is not paired inside. Whoever else
//! becomes the base, the pairs inside can be rearranged to fit, and are tight still. See Edmonds, *Paths, trees, and
//! flowers* (1965).

use crate::graph::Weight;

/// No node, or nobody.
pub(crate) const NONE: usize = usize::MAX;

/// The nodes of a ring and the pairs that join them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ring {
    /// An odd number; the first has the base, and the others are paired: second with third, and so on.
    pub(crate) nodes: Vec<usize>,
    /// The pair that joins each node to the next (the last to the first): who in this one, who in the next.
    pub(crate) pairs: Vec<(usize, usize)>,
}

/// People, their blossoms, and who is paired with whom.
#[derive(Debug, Clone)]
pub(crate) struct Blossoms<W> {
    people: usize,
    /// For each person their partner, or nobody.
    pub(crate) mate: Vec<usize>,
    /// For each node the blossom that it is in directly, or none.
    pub(crate) parent: Vec<usize>,
    /// For each node its base.
    pub(crate) base: Vec<usize>,
    /// For each blossom half its price, at least 0; for people it stays 0.
    pub(crate) half_price: Vec<W>,
    /// For each node how many people are in it.
    size: Vec<usize>,
    /// Of the blossoms, counted from the first after the people; empty for a number that is not in use.
    rings: Vec<Ring>,
    /// Numbers that are not in use.
    spare: Vec<usize>,
}

impl<W: Weight> Blossoms<W> {
    /// No blossoms yet.
    pub(crate) fn new(mate: Vec<usize>) -> Self {
        let people = mate.len();
        Self {
            people,
            mate,
            parent: vec![NONE; people],
            base: (0..people).collect(),
            half_price: vec![W::default(); people],
            size: vec![1; people],
            rings: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// One past the greatest number of a node.
    pub(crate) fn nodes(&self) -> usize {
        self.parent.len()
    }

    pub(crate) fn is_person(&self, node: usize) -> bool {
        node < self.people
    }

    /// How many people are in a node.
    pub(crate) fn size(&self, node: usize) -> usize {
        self.size[node]
    }

    /// Whether a node is in no blossom, and is not a number that is not in use.
    pub(crate) fn is_outermost(&self, node: usize) -> bool {
        self.parent[node] == NONE && (self.is_person(node) || !self.ring(node).is_empty())
    }

    /// The ring of a blossom; empty for a person, and for a number that is not in use.
    pub(crate) fn ring(&self, node: usize) -> &[usize] {
        if self.is_person(node) { &[] } else { &self.rings[node - self.people].nodes }
    }

    /// Everybody in a node.
    pub(crate) fn members(&self, node: usize) -> Vec<usize> {
        let (mut members, mut waiting) = (Vec::new(), vec![node]);
        while let Some(node) = waiting.pop() {
            if self.is_person(node) {
                members.push(node);
            } else {
                waiting.extend(self.ring(node));
            }
        }
        members
    }

    /// Makes a blossom of a ring.
    pub(crate) fn shrink(&mut self, ring: Ring) -> usize {
        let node = self.spare.pop().unwrap_or_else(|| {
            self.parent.push(NONE);
            self.base.push(NONE);
            self.half_price.push(W::default());
            self.size.push(0);
            self.rings.push(Ring::default());
            self.parent.len() - 1
        });
        for &child in &ring.nodes {
            self.parent[child] = node;
        }
        self.parent[node] = NONE;
        self.base[node] = self.base[ring.nodes[0]];
        self.half_price[node] = W::default();
        self.size[node] = ring.nodes.iter().map(|child| self.size[*child]).sum();
        self.rings[node - self.people] = ring;
        node
    }

    /// Undoes a blossom that is in no other.
    pub(crate) fn expand(&mut self, node: usize) -> Ring {
        let ring = std::mem::take(&mut self.rings[node - self.people]);
        for &child in &ring.nodes {
            self.parent[child] = NONE;
        }
        self.spare.push(node);
        ring
    }

    /// The place in a blossom's ring of the node that this member is in.
    pub(crate) fn place(&self, node: usize, member: usize) -> usize {
        let mut child = member;
        while self.parent[child] != node {
            child = self.parent[child];
        }
        self.ring(node).iter().position(|n| *n == child).unwrap_or_default()
    }

    /// Rearranges the pairs in a node so that this member is left over.
    pub(crate) fn make_base(&mut self, node: usize, member: usize) {
        let mut waiting = vec![(node, member)];
        while let Some((node, member)) = waiting.pop() {
            if self.is_person(node) || self.base[node] == member {
                continue;
            }
            let place = self.place(node, member);
            let ring = &mut self.rings[node - self.people];
            let length = ring.nodes.len();
            // The way around the ring from this node to the first whose pairs alternate, chosen ones first.
            let changed = if place.is_multiple_of(2) { 0..place } else { place + 1..length };
            for at in changed.step_by(2) {
                let (one, other) = ring.pairs[at];
                (self.mate[one], self.mate[other]) = (other, one);
                waiting.push((ring.nodes[at], one));
                waiting.push((ring.nodes[(at + 1) % length], other));
            }
            waiting.push((ring.nodes[place], member));
            ring.nodes.rotate_left(place);
            ring.pairs.rotate_left(place);
            self.base[node] = member;
        }
    }
}
