# SPDX-License-Identifier: Apache-2.0
from setuptools import find_packages, setup

setup(name="cloudml-model", version="1.0", packages=find_packages())
