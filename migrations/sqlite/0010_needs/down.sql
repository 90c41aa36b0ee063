DROP INDEX professional_topics_by_topic;
CREATE INDEX professional_topics_by_topic ON professional_topics (topic_id);
