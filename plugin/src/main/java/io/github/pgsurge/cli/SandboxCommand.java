package io.github.pgsurge.cli;
