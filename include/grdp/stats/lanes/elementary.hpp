// All elementary functions on lanes.
#pragma once

#include "grdp/stats/lanes/exponential.hpp"
#include "grdp/stats/lanes/isa.hpp"
#include "grdp/stats/lanes/logarithm.hpp"
#include "grdp/stats/lanes/normal_law.hpp"
#include "grdp/stats/lanes/power.hpp"
#include "grdp/stats/lanes/trigonometric.hpp"
