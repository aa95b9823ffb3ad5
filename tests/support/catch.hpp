// The one place through which tests see Catch2.
#pragma once
#include <catch2/catch.hpp>
