"""Korean writes AM and PM before the hour: 오후 1:46."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
