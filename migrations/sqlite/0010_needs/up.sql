-- How many name a topic on one side is counted by the index alone.
DROP INDEX professional_topics_by_topic;
CREATE INDEX professional_topics_by_topic ON professional_topics (topic_id, side);
