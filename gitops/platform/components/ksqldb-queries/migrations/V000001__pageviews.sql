CREATE STREAM pageviews (viewtime BIGINT, userid VARCHAR, pageid VARCHAR)
  WITH (KAFKA_TOPIC = 'pageviews', VALUE_FORMAT = 'JSON');

CREATE TABLE pageviews_by_user AS
  SELECT userid, COUNT(*) AS views
  FROM pageviews
  GROUP BY userid
  EMIT CHANGES;
